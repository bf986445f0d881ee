using Microsoft.Azure.Functions.Worker;
using WinBack.Local.Hosting.Functions;

namespace WinBack.Local.Hosting.Timers;

/// <summary>One timer function and where it stands in its schedule. Used by one thread at a time.</summary>
internal sealed class TimerFunction
{
    private readonly FunctionInvoker _invoker;
    private readonly CronSchedule _schedule;
    private DateTimeOffset? _last;

    /// <param name="function">A function with a timer trigger.</param>
    /// <param name="invoker">Runs it.</param>
    /// <param name="start">Occurrences after this instant fire.</param>
    public TimerFunction(LocalFunction function, FunctionInvoker invoker, DateTimeOffset start)
    {
        Function = function;
        Trigger = (FunctionTrigger.Timer)function.Trigger;
        _invoker = invoker;
        _schedule = new CronSchedule(Trigger.Expression);
        Next = _schedule.After(start);
    }

    public LocalFunction Function { get; }

    public FunctionTrigger.Timer Trigger { get; }

    /// <summary>The occurrence to fire next; null when the schedule has none left.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>Takes up the schedule where an earlier run of the host left it: an occurrence missed since is due, once.</summary>
    public void Resume(DateTimeOffset lastRun, DateTimeOffset now)
    {
        _last = lastRun;
        if (Trigger.Monitored && _schedule.After(lastRun) is { } missed && missed <= now)
            Next = missed;
    }

    /// <summary>Runs the function for the occurrence that is due, then looks for the next after both that occurrence and now.</summary>
    /// <param name="now">At or after <see cref="Next"/>.</param>
    /// <param name="lateness">How far <paramref name="now"/> may be behind the occurrence before the tick counts as past due.</param>
    /// <param name="cancel">Given to the function.</param>
    public async Task FireAsync(DateTimeOffset now, TimeSpan lateness, CancellationToken cancel)
    {
        var due = Next ?? now;
        var following = _schedule.After(now > due ? now : due);
        var tick = new TimerInfo
        {
            IsPastDue = now - due > lateness,
            ScheduleStatus = new ScheduleStatus
            {
                Last = _last?.UtcDateTime ?? default,
                LastUpdated = _last?.UtcDateTime ?? default,
                Next = following?.UtcDateTime ?? default,
            },
        };
        Next = following;
        _last = now;
        await _invoker.InvokeTimerAsync(Function, tick, cancel);
    }
}
