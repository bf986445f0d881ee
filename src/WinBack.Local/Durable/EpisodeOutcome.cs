namespace WinBack.Local.Durable;

/// <summary>What one episode of an orchestration's code led to.</summary>
/// <param name="Actions">In the order they were asked for; a closing action comes last.</param>
/// <param name="Open">What is outstanding now.</param>
/// <param name="CancelledTimers">Timers of earlier episodes that the code gave up.</param>
/// <param name="CustomStatus">The status the code set, as JSON; meaningful only if <paramref name="CustomStatusSet"/>.</param>
/// <param name="Untaken">Events that no waiter took, in order; they go on to the next execution.</param>
internal sealed record EpisodeOutcome(
    IReadOnlyList<DurableAction> Actions,
    OpenWork Open,
    IReadOnlyList<int> CancelledTimers,
    bool CustomStatusSet,
    string? CustomStatus,
    IReadOnlyList<HistoryEvent.EventRaised> Untaken);
