namespace WinBack.Local.Durable;

/// <summary>
/// One run of an orchestration's code from one wait to the next, and one row of its history.
/// </summary>
/// <param name="At">What the code saw as the current time.</param>
/// <param name="Events">What was delivered, in order.</param>
/// <param name="Actions">What the code asked for, in order; the last one may end the execution.</param>
/// <param name="Open">What was outstanding afterwards, so that a restart need not replay to know it.</param>
internal sealed record Episode(
    DateTimeOffset At, IReadOnlyList<HistoryEvent> Events, IReadOnlyList<DurableAction> Actions, OpenWork Open);
