namespace WinBack.Core.Campaigns;

/// <summary>When a user counts as lapsed: by one silence, or by several joined.</summary>
/// <param name="Join">How several are joined.</param>
/// <param name="Parts">The silences; 1 to 5.</param>
public sealed record LapseRule(LapseJoin Join, IReadOnlyList<SilenceRule> Parts)
{
    /// <summary>A rule of one silence.</summary>
    public LapseRule(Threshold after, IReadOnlyList<string> since, NeverActive neverActive = NeverActive.Exclude)
        : this(LapseJoin.All, [new(after, since, neverActive)]) { }

    /// <summary>
    /// Fraction of each threshold at which a user enters already, above 0 and below 1: from there until the lapse itself they are at risk. Null
    /// for the lapse itself.
    /// </summary>
    public double? AtRisk { get; init; }

    /// <summary>This rule with what was measured of everybody's rhythm.</summary>
    /// <param name="gaps">By part, from 0.</param>
    public LapseRule Measured(IReadOnlyDictionary<int, int> gaps) => this with
    {
        Parts = [.. Parts.Select((part, index) => part.Rhythm is { Of: RhythmOf.Base } rhythm && gaps.TryGetValue(index, out var gap) ? part with { Rhythm = rhythm with { BaseGap = gap } } : part)],
    };

    /// <summary>Event types that count as activity in some part; empty when one part counts any.</summary>
    public IReadOnlyList<string> Since => Parts.Any(part => part.Since.Count == 0) ? [] : [.. Parts.SelectMany(part => part.Since).Distinct(StringComparer.Ordinal)];
}

/// <summary>How a lapse rule joins its silences.</summary>
public enum LapseJoin
{
    /// <summary>Lapsed when every one is reached.</summary>
    All,

    /// <summary>Lapsed when one is reached.</summary>
    Any,
}
