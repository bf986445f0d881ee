namespace WinBack.Core.Users;

/// <summary>An enrolment's move to another version of its campaign.</summary>
/// <param name="At">When.</param>
/// <param name="From">The version before.</param>
/// <param name="Touches">The touches as planned from then on, those that were done with before included.</param>
public sealed record VersionMove(DateTimeOffset At, int From, IReadOnlyList<PlannedTouch> Touches);
