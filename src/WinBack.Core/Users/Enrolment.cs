namespace WinBack.Core.Users;

/// <summary>The lasting record of one user's pass through one campaign for one episode; written at enrolment and at the close of the window.</summary>
public sealed record Enrolment
{
    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Pinned campaign version; after a move the later one.</summary>
    public required int Version { get; init; }

    /// <summary>Which lapse, from 1.</summary>
    public required int Episode { get; init; }

    /// <summary>Arm drawn.</summary>
    public required Arm Arm { get; init; }

    /// <summary>Probability with which this very arm was drawn, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Fraction of all users that no campaign contacted then, 0 to 1; null in rows written before there were any.</summary>
    public double? GlobalShare { get; init; }

    /// <summary>Variant drawn; null where the campaign has none.</summary>
    public DrawnVariant? Variant { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>The activity that the lapse was judged from, or the event that entered the user.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>The silences the lapse was judged by; null in rows written before they were kept, and after an event.</summary>
    public IReadOnlyList<ReachedSilence>? LapsedBy { get; init; }

    /// <summary>The instant at which the threshold was reached.</summary>
    public required DateTimeOffset LapsedAt { get; init; }

    /// <summary>End of the window, exclusive.</summary>
    public required DateTimeOffset WindowEnds { get; init; }

    /// <summary>State of the sequence when last written.</summary>
    public EnrolmentStatus Status { get; init; }

    /// <summary>Moves to later versions of the campaign, oldest first; null for none.</summary>
    public IReadOnlyList<VersionMove>? Moves { get; init; }

    /// <summary>The version that held at an instant.</summary>
    public int VersionAt(DateTimeOffset at) => Moves?.FirstOrDefault(move => at < move.At)?.From ?? Version;

    /// <summary>Set when the window closed.</summary>
    public Outcome? Outcome { get; init; }
}

/// <summary>What came of an enrolment, fixed when its window closed.</summary>
/// <param name="ReturnedAt">First exit event in the window, or null.</param>
/// <param name="ConvertedAt">First goal event in the window, or null.</param>
/// <param name="Revenue">Net value of goal events in the window, in the currency of reports.</param>
public sealed record Outcome(DateTimeOffset? ReturnedAt, DateTimeOffset? ConvertedAt, decimal Revenue);
