namespace WinBack.Local.Durable;

/// <summary>An orchestrator awaited something that is not durable, such as Task.Delay or a network call.</summary>
internal sealed class ForeignAwaitException(string instanceId, string how)
    : InvalidOperationException(
        $"Orchestrator '{instanceId}' {how}. It may only await what its context gives: move the work into an activity.");
