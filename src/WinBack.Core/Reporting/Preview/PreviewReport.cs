using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Preview;

/// <summary>What a campaign would do about one person who entered it at an instant, and what each message would say. Holds the person's data: for their screen only.</summary>
public sealed record PreviewReport
{
    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Version; 0 for a file that is not published.</summary>
    public required int Version { get; init; }

    /// <summary>User id.</summary>
    public required string UserId { get; init; }

    /// <summary>The instant of the assumed entry.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>IANA id of the person's zone, by the stated order.</summary>
    public required string Zone { get; init; }

    /// <summary>Arm that the person is drawn into; the touches are shown as for <see cref="Arm.Treatment"/> in either case.</summary>
    public required Arm Arm { get; init; }

    /// <summary>Whether the person would enter at <see cref="At"/>, and what each rule says; the touches are shown all the same.</summary>
    public required WhyNotEntered Entry { get; init; }

    /// <summary>The touches, in the order they are planned.</summary>
    public required IReadOnlyList<PreviewTouch> Touches { get; init; }
}

/// <summary>One planned contact.</summary>
public sealed record PreviewTouch
{
    /// <summary>Touch id.</summary>
    public required string Touch { get; init; }

    /// <summary>Planned instant.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>Whether it is for who has come back; then the return is assumed right after the touches before.</summary>
    public bool IsAfterReturn { get; init; }

    /// <summary>When it would leave; null when it would not.</summary>
    public DateTimeOffset? LeavesAt { get; init; }

    /// <summary>On which channel it would leave; null when it would not.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Each look at the touch, with what every rule said.</summary>
    public required IReadOnlyList<PreviewStep> Steps { get; init; }

    /// <summary>What it says, by each of its channels in their order.</summary>
    public required IReadOnlyList<PreviewMessage> Messages { get; init; }
}

/// <summary>One decision about a touch.</summary>
/// <param name="At">When.</param>
/// <param name="Decision">What came of it, for people.</param>
/// <param name="Findings">What each rule said, in order.</param>
public sealed record PreviewStep(DateTimeOffset At, string Decision, IReadOnlyList<Finding> Findings);

/// <summary>What a touch says by one channel.</summary>
public sealed record PreviewMessage
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Name of the variant; null in a campaign without any.</summary>
    public string? Variant { get; init; }

    /// <summary>As the reader would get it; null when there is nothing to send.</summary>
    public RenderedMessage? Content { get; init; }

    /// <summary>Why there is nothing to send; null when there is.</summary>
    public string? WhyNot { get; init; }

    /// <summary>What it would cost to text; null for other channels.</summary>
    public SmsSegments? Segments { get; init; }
}
