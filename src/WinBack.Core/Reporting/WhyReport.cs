using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>
/// Why a user got, or did not get, what a campaign sends. Enrolments and touches are told from stored decisions; "not entered" is judged again from
/// the user's rows as of <see cref="AsOf"/>. Holds no personal data but the user id it was asked for.
/// </summary>
public sealed record WhyReport
{
    /// <summary>User id asked for.</summary>
    public required string UserId { get; init; }

    /// <summary>Campaign id asked for.</summary>
    public required string Campaign { get; init; }

    /// <summary>The instant by which everything recomputed here was judged.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The user's passes through the campaign, earliest first.</summary>
    public required IReadOnlyList<WhyEnrolment> Enrolments { get; init; }

    /// <summary>Why the user does not enter now; null while an enrolment is open.</summary>
    public WhyNotEntered? NotEntered { get; init; }
}

/// <summary>One pass through the campaign.</summary>
public sealed record WhyEnrolment
{
    /// <summary>Which lapse, from 1.</summary>
    public required int Episode { get; init; }

    /// <summary>Pinned campaign version.</summary>
    public required int Version { get; init; }

    /// <summary>Arm.</summary>
    public required Arm Arm { get; init; }

    /// <summary>Probability with which this very arm was drawn, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Variant, with the probability it was drawn with; null where the campaign has none.</summary>
    public DrawnVariant? Variant { get; init; }

    /// <summary>When the user entered.</summary>
    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>Why the user counted as lapsed.</summary>
    public required string LapsedBecause { get; init; }

    /// <summary>State of the sequence.</summary>
    public required EnrolmentStatus Status { get; init; }

    /// <summary>End of the attribution window, exclusive.</summary>
    public required DateTimeOffset WindowEnds { get; init; }

    /// <summary>What came of it, with what was learnt since the close as long as the user row keeps it; null until the window has closed.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>What it was at the close; null where that still stands. A late event or a refund changed it since.</summary>
    public Outcome? OutcomeAtClose { get; init; }

    /// <summary>The planned touches, in order.</summary>
    public required IReadOnlyList<WhyTouch> Touches { get; init; }
}

/// <summary>One planned touch.</summary>
public sealed record WhyTouch
{
    /// <summary>Touch id.</summary>
    public required string Touch { get; init; }

    /// <summary>What it is meant to be; null where the campaign does not say.</summary>
    public TouchKind? Kind { get; init; }

    /// <summary>Planned instant; null once the window has closed, when only what happened is kept.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>What was decided, earliest first: one for each channel tried, and one for what was decided about the touch as a whole.</summary>
    public required IReadOnlyList<WhyDecision> Decisions { get; init; }

    /// <summary>Why nothing was decided, or nothing more; null when the decisions say it all.</summary>
    public string? NotReached { get; init; }
}

/// <summary>One stored decision.</summary>
public sealed record WhyDecision
{
    /// <summary>Channel; null for a decision about the touch as a whole.</summary>
    public Channel? Channel { get; init; }

    /// <summary>What became of it.</summary>
    public required AttemptState State { get; init; }

    /// <summary>When it got into this state.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it went to the provider; null when it did not.</summary>
    public DateTimeOffset? SendingAt { get; init; }

    /// <summary>Why it was refused, skipped, held or unknown.</summary>
    public string? Reason { get; init; }

    /// <summary>What each rule said, in order.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}

/// <summary>Why a user does not enter a campaign.</summary>
/// <param name="AsOf">The instant of judging.</param>
/// <param name="Reason">The first rule that keeps the user out, as a sentence.</param>
/// <param name="Findings">What each rule said, in order, up to that one.</param>
/// <param name="NextCheck">When the user is looked at again; null when something must happen first.</param>
public sealed record WhyNotEntered(DateTimeOffset AsOf, string Reason, IReadOnlyList<Finding> Findings, DateTimeOffset? NextCheck);
