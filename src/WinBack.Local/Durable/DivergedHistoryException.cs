namespace WinBack.Local.Durable;

/// <summary>Replayed code asked for something else than history says it did.</summary>
/// <param name="position">Number of the action, from 0, within the execution.</param>
/// <param name="expected">What history has there.</param>
/// <param name="found">What the code asked for.</param>
internal sealed class DivergedHistoryException(string instanceId, int position, string expected, string found)
    : InvalidOperationException(
        $"Replay of '{instanceId}' diverged at action {position}: history has {expected}, the code now asks for {found}. " +
        "The orchestrator's code changed under a running instance, or is not deterministic.")
{
    public int Position { get; } = position;

    public string Expected { get; } = expected;

    public string Found { get; } = found;
}
