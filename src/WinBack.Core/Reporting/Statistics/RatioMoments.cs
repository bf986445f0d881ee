namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Sums of pairs, seen one at a time in constant memory: what a ratio of two sums needs. With a user as the unit, <c>With(revenue, orders)</c> gives revenue per order, and
/// <c>With(conversions, enrolments)</c> the rate over enrolments with each user's enrolments held together.
/// </summary>
/// <param name="Count">Units: users or other clusters.</param>
/// <param name="Above">Mean of the numerator over units.</param>
/// <param name="Below">Mean of the denominator over units.</param>
internal readonly record struct RatioMoments(long Count, double Above, double Below, double AboveSquares, double BelowSquares, double Products)
{
    /// <summary>These and one more unit.</summary>
    internal RatioMoments With(double above, double below)
    {
        var count = Count + 1;
        double toAbove = above - Above, toBelow = below - Below;
        double meanAbove = Above + (toAbove / count), meanBelow = Below + (toBelow / count);
        return new(
            count,
            meanAbove,
            meanBelow,
            AboveSquares + (toAbove * (above - meanAbove)),
            BelowSquares + (toBelow * (below - meanBelow)),
            Products + (toAbove * (below - meanBelow)));
    }

    /// <summary>From sums over units, as rollups hold them; each sum of squares is raised to what the sums allow, since rounding may leave it a little below.</summary>
    internal static RatioMoments OfSums(long count, double above, double below, double aboveSquared, double belowSquared, double product) => new(
        count,
        above / count,
        below / count,
        Math.Max(0, aboveSquared - (above * above / count)),
        Math.Max(0, belowSquared - (below * below / count)),
        product - (above * below / count));

    /// <summary>Sum of the numerators by sum of the denominators; null when the latter is zero or less.</summary>
    internal double? Ratio => Below > 0 ? Above / Below : null;

    /// <summary>
    /// Variance of <see cref="Ratio"/> by the delta method: <c>(vM − 2R·cov + R²·vD)/(n·mD²)</c>, the variances with n − 1.
    /// Source: W. G. Cochran, Sampling Techniques (3rd ed. 1977), section 6.4; A. Deng, U. Knoblich, J. Lu, KDD 2018.
    /// </summary>
    /// <returns>Not negative; null below two units or without a ratio.</returns>
    internal double? Variance
    {
        get
        {
            if (Count < 2 || Ratio is not { } ratio)
                return null;
            var squares = Math.Max(0, AboveSquares - (2 * ratio * Products) + (ratio * ratio * BelowSquares));
            return squares / (Count - 1) / (Count * Below * Below);
        }
    }
}
