namespace WinBack.Local.Durable;

/// <summary>All outstanding timers, by due time, then instance, then action: an order that does not depend on when they were set.</summary>
internal sealed class TimerQueue
{
    private const int FewCancelled = 1_024;

    private readonly PriorityQueue<DueTimer, (long At, long Instance, int Task)> _queue = new();
    private int _cancelled;

    /// <summary>When the next timer is due; null when none is outstanding.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            DropCancelled();
            return _queue.TryPeek(out var timer, out _) ? timer.FireAt : null;
        }
    }

    public void Add(DueTimer timer) => _queue.Enqueue(timer, (timer.FireAt.UtcTicks, timer.Instance.Number, timer.Task));

    /// <summary>Gives a timer up. Cancelled ones are cleared out once they are the larger part, so they cannot pile up.</summary>
    public void Cancel(DueTimer timer)
    {
        timer.Cancelled = true;
        if (++_cancelled < FewCancelled || _cancelled < _queue.Count / 2)
            return;
        var kept = _queue.UnorderedItems.Where(item => !item.Element.Cancelled).ToList();
        _queue.Clear();
        _queue.EnqueueRange(kept);
        _cancelled = 0;
    }

    public bool TryTakeDue(DateTimeOffset now, out DueTimer timer)
    {
        DropCancelled();
        if (_queue.TryPeek(out timer!, out _) && timer.FireAt <= now)
        {
            _queue.Dequeue();
            return true;
        }

        return false;
    }

    private void DropCancelled()
    {
        while (_queue.TryPeek(out var timer, out _) && timer.Cancelled)
        {
            _queue.Dequeue();
            _cancelled--;
        }
    }
}
