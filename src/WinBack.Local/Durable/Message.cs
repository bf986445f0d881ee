namespace WinBack.Local.Durable;

/// <summary>
/// A message waiting for its orchestration. It gets a row only if it is still waiting when the transaction commits: most are
/// taken within the transaction that brought them.
/// </summary>
/// <param name="happened">What to deliver.</param>
/// <param name="execution">The execution a result belongs to; null for an event, which any execution takes.</param>
internal sealed class Message(HistoryEvent happened, int? execution)
{
    public HistoryEvent Happened { get; } = happened;

    public int? Execution { get; } = execution;

    /// <summary>Its row in the inbox; 0 while it has none.</summary>
    public long Row { get; set; }

    public bool Taken { get; set; }

    /// <summary>A fired timer: it follows from history and the clock, so it needs no row.</summary>
    public bool IsDerived => Happened is HistoryEvent.TimerFired;
}
