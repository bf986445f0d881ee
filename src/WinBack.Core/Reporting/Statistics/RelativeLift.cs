namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Lift as a fraction of the control's mean, <c>treated / control − 1</c>, by the delta method:
/// <c>var = vB/(mA²·nB) + vA·mB²/(mA⁴·nA)</c>, with the Welch-Satterthwaite degrees of freedom of the absolute difference.
/// Source: A. Deng, U. Knoblich, J. Lu, "Applying the Delta Method in Metric Analytics", KDD 2018; degrees of freedom as GrowthBook's gbstats has them.
/// </summary>
internal static class RelativeLift
{
    /// <summary>Of two means.</summary>
    /// <returns>Null with fewer than two values in an arm, or a control mean of zero or less, of which there is no fraction.</returns>
    internal static Estimate? OfMeans(Moments treated, Moments control, double level = Confidence.Usual) =>
        Of(treated.Mean, treated.Variance, treated.Count, control.Mean, control.Variance, control.Count, level);

    /// <summary>Of two proportions, with the variance <c>p(1 − p)</c>.</summary>
    /// <returns>Null with fewer than two in an arm, or no success in the control.</returns>
    internal static Estimate? OfProportions(Proportion treated, Proportion control, double level = Confidence.Usual) =>
        Of(treated.Value, Spread(treated), treated.Count, control.Value, Spread(control), control.Count, level);

    private static double Spread(Proportion proportion) => proportion.Value * (1 - proportion.Value);

    private static Estimate? Of(double meanB, double varianceB, long countB, double meanA, double varianceA, long countA, double level)
    {
        if (countA < 2 || countB < 2 || !(meanA > 0))
            return null;
        double a = varianceA / countA, b = varianceB / countB;
        var lift = (meanB / meanA) - 1;
        var variance = (b / (meanA * meanA)) + (a * meanB * meanB / (meanA * meanA * meanA * meanA));
        var reach = Welch.Reach(Math.Sqrt(variance), Welch.DegreesOfFreedom(a, countA, b, countB), level);
        return new(lift, new(lift - reach, lift + reach));
    }
}
