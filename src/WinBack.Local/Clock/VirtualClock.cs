namespace WinBack.Local.Clock;

/// <summary>
/// A clock that stands still until it is told to go on, and never goes back. Timers made through it fire on the thread that
/// advances it, in order of their due time, then of their creation; while one fires, the clock shows that timer's due time.
/// </summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Alarm, (long Due, long Order)> _alarms = new();
    private long _now = start.UtcTicks;
    private long _order;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>One timestamp unit is one tick of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <summary>Instant at which the next timer is due; null when none is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                DropDead();
                return _alarms.TryPeek(out _, out var key) ? new DateTimeOffset(key.Due, TimeSpan.Zero) : null;
            }
        }
    }

    /// <summary>Moves the clock to an instant, firing every timer due up to and including it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant lies before <see cref="GetUtcNow"/>.</exception>
    public void AdvanceTo(DateTimeOffset instant)
    {
        if (instant.UtcTicks < Interlocked.Read(ref _now))
            throw new ArgumentOutOfRangeException(nameof(instant), instant, $"The clock shows {GetUtcNow():O} and never goes back.");
        while (TakeDue(instant.UtcTicks) is { } alarm)
            alarm.Fire();
        lock (_gate)
            _now = Math.Max(_now, instant.UtcTicks);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private Alarm? TakeDue(long until)
    {
        lock (_gate)
        {
            DropDead();
            if (!_alarms.TryPeek(out var alarm, out var key) || key.Due > until)
                return null;
            _alarms.Dequeue();
            _now = Math.Max(_now, key.Due);
            alarm.SetAgain(_now);
            return alarm;
        }
    }

    private void DropDead()
    {
        while (_alarms.TryPeek(out var alarm, out var key) && alarm.Order != key.Order)
            _alarms.Dequeue();
    }

    private sealed class Alarm(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        /// <summary>The order number of the live entry in the queue; entries with another are dead. -1: none.</summary>
        public long Order { get; private set; } = -1;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Order = -1;
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    Enqueue(clock._now + Math.Max(0, dueTime.Ticks));
                return true;
            }
        }

        public void SetAgain(long firedAt)
        {
            Order = -1;
            if (_period > TimeSpan.Zero)
                Enqueue(firedAt + _period.Ticks);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate)
                Order = -1;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Enqueue(long due)
        {
            Order = clock._order++;
            clock._alarms.Enqueue(this, (due, Order));
        }
    }
}
