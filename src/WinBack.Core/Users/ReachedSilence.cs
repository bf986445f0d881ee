namespace WinBack.Core.Users;

/// <summary>A silence that an enrolment was judged by, with the numbers of that moment; kept, since what they came from moves on.</summary>
/// <param name="Part">Which part of the campaign's lapse rule, from 0.</param>
/// <param name="From">The activity it counts from; first seen for a user who was never active by it.</param>
/// <param name="WasActive">Whether <paramref name="From"/> is an activity of the rule's own types.</param>
/// <param name="Threshold">The threshold of this user, ISO 8601.</param>
/// <param name="At">When it was reached, by an at-risk rule its fraction.</param>
/// <param name="How">Where the threshold comes from, in words; null for the one fixed in the rule.</param>
public sealed record ReachedSilence(int Part, DateTimeOffset From, bool WasActive, string Threshold, DateTimeOffset At, string? How);
