namespace WinBack.Core.Sequences;

/// <summary>Why a user counts as lapsed, as the lapse scan saw it.</summary>
/// <param name="LastActivity">The activity the silence is counted from; null for a user who was never active.</param>
/// <param name="LapsedAt">Instant at which the threshold was reached; not later than the enrolment.</param>
public sealed record LapsedBecause(DateTimeOffset? LastActivity, DateTimeOffset LapsedAt);
