namespace WinBack.Local.Durable;

/// <summary>An outstanding timer of an instance.</summary>
internal sealed class DueTimer(Instance instance, int execution, int task, DateTimeOffset fireAt)
{
    /// <summary>Number used for the delayed start of an instance, which is no action of its code.</summary>
    public const int StartTask = -1;

    public Instance Instance { get; } = instance;

    public int Execution { get; } = execution;

    public int Task { get; } = task;

    public DateTimeOffset FireAt { get; } = fireAt;

    public bool Cancelled { get; set; }
}
