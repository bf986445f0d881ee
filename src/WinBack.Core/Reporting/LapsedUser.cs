namespace WinBack.Core.Reporting;

/// <summary>A user who had lapsed by a campaign's rule at some instant.</summary>
public sealed record LapsedUser
{
    /// <summary>User id.</summary>
    public required string UserId { get; init; }

    /// <summary>Latest activity the rule counts; null for a user who never did any of it and counts from first seen.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>When the threshold was reached; not later than the instant asked about.</summary>
    public required DateTimeOffset LapsedAt { get; init; }

    /// <summary>Whether nothing but a place under the day's ceiling stood between the user and the campaign.</summary>
    public required bool WouldEnter { get; init; }

    /// <summary>Why the user counts as lapsed and, if so, what keeps them out; no personal data.</summary>
    public required string Why { get; init; }
}
