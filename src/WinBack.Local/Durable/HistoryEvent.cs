using Microsoft.DurableTask;

namespace WinBack.Local.Durable;

/// <summary>Something that reached an orchestration and that its code may be waiting for.</summary>
internal abstract record HistoryEvent
{
    private HistoryEvent()
    {
    }

    /// <summary>An activity or sub-orchestration ended well.</summary>
    /// <param name="Task">Number of the action that asked for it.</param>
    /// <param name="Result">JSON, or null.</param>
    public sealed record TaskCompleted(int Task, string? Result) : HistoryEvent;

    /// <summary>An activity or sub-orchestration failed.</summary>
    public sealed record TaskFailed(int Task, TaskFailureDetails Failure) : HistoryEvent;

    /// <summary>A timer came due.</summary>
    public sealed record TimerFired(int Task) : HistoryEvent;

    /// <summary>An external event was raised. Delivered at least once; names compare without case.</summary>
    /// <param name="Payload">JSON, or null.</param>
    public sealed record EventRaised(string Name, string? Payload) : HistoryEvent;
}
