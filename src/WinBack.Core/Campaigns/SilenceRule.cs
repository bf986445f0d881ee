namespace WinBack.Core.Campaigns;

/// <summary>How long a user must not have done something: <c>now ≥ last activity + threshold</c>.</summary>
/// <param name="After">The threshold of users for whom neither <see cref="Segments"/> nor <see cref="Rhythm"/> gives another.</param>
/// <param name="Since">Event types that count as activity; empty for any type.</param>
/// <param name="NeverActive">What to do with a user for whom none of <paramref name="Since"/> ever happened.</param>
public sealed record SilenceRule(Threshold After, IReadOnlyList<string> Since, NeverActive NeverActive = NeverActive.Exclude)
{
    /// <summary>Thresholds of parts of the users; the first whose condition a user meets is theirs. At most 10.</summary>
    public IReadOnlyList<LapseSegment> Segments { get; init; } = [];

    /// <summary>The threshold from how often users usually come; null for none.</summary>
    public Rhythm? Rhythm { get; init; }

    /// <summary>Whether its threshold is not known yet, because everybody's rhythm is being measured.</summary>
    public bool IsBeingMeasured => Rhythm is { Of: RhythmOf.Base, BaseGap: null };
}

/// <summary>The threshold of a part of the users.</summary>
/// <param name="When">Who.</param>
/// <param name="After">Their threshold.</param>
public sealed record LapseSegment(Condition When, Threshold After)
{
    /// <summary>What reports and exports call it: 1 to 40 characters <c>[a-z0-9-]</c>; null for a part that they do not tell apart.</summary>
    public string? Name { get; init; }

    /// <summary>Whether who belongs to it changes by time alone.</summary>
    public bool ReadsTheClock { get; } = AudienceFields.ReadsTheClock(When);
}
