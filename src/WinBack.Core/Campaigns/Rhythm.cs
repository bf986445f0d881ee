namespace WinBack.Core.Campaigns;

/// <summary>
/// A threshold from gaps between days of activity: unusually long by a user's own rhythm, or by everybody's. The gap that the given share of gaps
/// does not exceed (nearest rank), times <see cref="Times"/>, rounded up to whole calendar days; never below the floor nor above the ceiling.
/// </summary>
/// <param name="Quantile">Share of gaps, 0.5 to 0.99. The higher, the rarer a user who is merely late is called lapsed.</param>
/// <param name="Times">Factor on the gap, 1 to 10.</param>
public sealed record Rhythm(double Quantile = 0.9, double Times = 1.5)
{
    /// <summary>Whose gaps count.</summary>
    public RhythmOf Of { get; init; }

    /// <summary>
    /// For a rhythm of the base, the gap as measured when the version was published: 0 when there were too few gaps and the fixed threshold stands,
    /// null while it is not measured. Not part of the file.
    /// </summary>
    public int? BaseGap { get; init; }

    /// <summary>Shortest threshold; null for none.</summary>
    public Threshold? Floor { get; init; }

    /// <summary>Longest threshold; null for none.</summary>
    public Threshold? Ceiling { get; init; }

    /// <summary>Gaps a user must have before their own count, 2 to <see cref="Users.ActiveDays.Most"/> − 1; with fewer, the fixed threshold stands.</summary>
    public int MinGaps { get; init; } = 3;

    /// <summary>The threshold for a gap, within floor and ceiling.</summary>
    /// <param name="gap">Days.</param>
    public Threshold For(int gap)
    {
        var length = Threshold.Days((int)Math.Ceiling(Math.Round(gap * Times, 6)));
        if (Floor is { } floor && length.Approximate < floor.Approximate)
            return floor;
        return Ceiling is { } ceiling && length.Approximate > ceiling.Approximate ? ceiling : length;
    }
}

/// <summary>Whose gaps a rhythm is told from.</summary>
public enum RhythmOf
{
    /// <summary>The user's own.</summary>
    Own,

    /// <summary>Everybody's.</summary>
    Base,
}
