namespace WinBack.Core.Reporting.Statistics;

/// <summary>How many were drawn into each arm with the same shares.</summary>
internal sealed record DrawStratum
{
    /// <param name="counts">Users by arm; not negative.</param>
    /// <param name="shares">Probability of each arm, in the same order; not negative, the sum 1.</param>
    /// <exception cref="ArgumentException">The lists differ in length, a count is negative, or the shares are none.</exception>
    internal DrawStratum(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        if (counts.Count != shares.Count || counts.Any(count => count < 0))
            throw new ArgumentException("Every arm has one count, not negative, and one share.", nameof(counts));
        if (shares.Any(share => share is not (>= 0 and <= 1)) || Math.Abs(shares.Sum() - 1) > 1e-9)
            throw new ArgumentException($"Shares are fractions that add up to 1, not {string.Join(", ", shares)}.", nameof(shares));
        (Counts, Shares) = (counts, shares);
    }

    internal IReadOnlyList<long> Counts { get; }

    internal IReadOnlyList<double> Shares { get; }

    /// <summary>Whether anybody is in an arm that nobody could be drawn into.</summary>
    internal bool HasImpossible => Counts.Zip(Shares).Any(arm => arm is { First: > 0, Second: 0 });

    /// <summary>Treatment and holdout.</summary>
    /// <param name="holdout">Held out in fact.</param>
    /// <param name="all">Everybody drawn with this share; not below <paramref name="holdout"/>.</param>
    /// <param name="share">Of the holdout, 0 to 1.</param>
    internal static DrawStratum OfHoldout(long holdout, long all, double share) => new([all - holdout, holdout], [1 - share, share]);

    /// <inheritdoc cref="SequentialAssignmentCheck.LogEvidence(IReadOnlyList{long}, IReadOnlyList{double})"/>
    internal double LogEvidence() => SequentialAssignmentCheck.LogEvidence(Counts, Shares);
}
