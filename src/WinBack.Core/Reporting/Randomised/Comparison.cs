using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>One metric of one arm against another. Null members say that there are too few users, or too little that varies, to state them.</summary>
public sealed record Comparison
{
    /// <summary>As the table calls it.</summary>
    public required string Metric { get; init; }

    /// <summary>What its numbers are.</summary>
    public required MetricKind Kind { get; init; }

    /// <summary>Arm.</summary>
    public required string Arm { get; init; }

    /// <summary>The arm it is compared with.</summary>
    public required string Against { get; init; }

    /// <summary>Mean of the arm minus mean of the other, with the interval for one look: Newcombe's hybrid score for rates, Welch's for amounts.</summary>
    public required Estimate? Absolute { get; init; }

    /// <summary>The same difference for those who look again and again; below 50 users in an arm null.</summary>
    public required AlwaysValid? AlwaysValid { get; init; }

    /// <summary>The difference as a fraction of the other arm's mean, delta method.</summary>
    public required Estimate? Relative { get; init; }

    /// <summary>Of "no difference", for one look and this comparison alone, 0 to 1.</summary>
    public required double? PValue { get; init; }

    /// <summary>The same corrected for all comparisons of the table, Benjamini-Hochberg.</summary>
    public required double? AdjustedPValue { get; init; }

    /// <summary>Level of <see cref="Corrected"/>, 0 to 1.</summary>
    public required double? CorrectedConfidence { get; init; }

    /// <summary>Interval of the difference, as wide as the number of comparisons demands (Benjamini-Yekutieli); <see cref="Verdict"/> speaks of it.</summary>
    public required Interval? Corrected { get; init; }

    /// <summary>Whether the arms may be called different: the adjusted p-value is at most 0.05, and the arms came out as drawn.</summary>
    public required bool IsDifferent { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Verdict { get; init; }
}
