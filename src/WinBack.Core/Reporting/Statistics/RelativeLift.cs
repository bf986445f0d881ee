namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Lift as a fraction of the control's mean, <c>treated / control − 1</c>, by the delta method:
/// <c>var = vB/(mA²·nB) + vA·mB²/(mA⁴·nA)</c>, with the Welch-Satterthwaite degrees of freedom of the absolute difference.
/// Source: A. Deng, U. Knoblich, J. Lu, "Applying the Delta Method in Metric Analytics", KDD 2018; degrees of freedom as GrowthBook's gbstats has them.
/// </summary>
/// <remarks>
/// The interval is symmetric, and the truth is not: with fewer than some thirty successes, or buyers, in the control read the absolute difference instead.
/// </remarks>
internal static class RelativeLift
{
    /// <summary>Of two means.</summary>
    /// <returns>Null with fewer than two values in an arm or the same value for all in one, or a control mean of zero or less, of which there is no fraction.</returns>
    internal static Estimate? OfMeans(Moments treated, Moments control, double level = Confidence.Usual) =>
        Sides(treated, control) is { } sides ? sides.ToEstimate(level) : null;

    /// <summary>Of two proportions, with the variance <c>p(1 − p)</c>.</summary>
    /// <returns>Null with fewer than two in an arm, or while one of them has no success or nothing but successes: such an arm has shown no error.</returns>
    internal static Estimate? OfProportions(Proportion treated, Proportion control, double level = Confidence.Usual) =>
        Sides(treated, control) is { } sides ? sides.ToEstimate(level) : null;

    /// <summary>Of two ratios of sums, such as revenue per order, or means over enrolments with the error between users.</summary>
    /// <returns>Null where <see cref="ClusterRobust.Difference"/> is, or while the control's ratio is zero or less.</returns>
    internal static Estimate? OfRatios(RatioMoments treated, RatioMoments control, double level = Confidence.Usual) =>
        treated.Variance is > 0 and var b && control.Variance is > 0 and var a && control.Ratio > 0
            ? new TwoSides(treated.Ratio!.Value, b, treated.Count, control.Ratio.Value, a, control.Count).ToEstimate(level)
            : null;

    /// <summary>Standard error of <see cref="OfMeans"/>; null where that is.</summary>
    internal static double? StandardError(Moments treated, Moments control) => Sides(treated, control)?.StandardError;

    /// <summary>Standard error of <see cref="OfProportions"/>; null where that is.</summary>
    internal static double? StandardError(Proportion treated, Proportion control) => Sides(treated, control)?.StandardError;

    private static TwoSides? Sides(Moments treated, Moments control) => treated.Variance > 0 && control.Variance > 0 && control.Mean > 0
        ? new(treated.Mean, treated.Variance / treated.Count, treated.Count, control.Mean, control.Variance / control.Count, control.Count)
        : null;

    private static TwoSides? Sides(Proportion treated, Proportion control) => Spread(treated) > 0 && Spread(control) > 0
        ? new(treated.Value, Spread(treated) / treated.Count, treated.Count, control.Value, Spread(control) / control.Count, control.Count)
        : null;

    private static double Spread(Proportion proportion) => proportion.Count < 2 ? 0 : proportion.Value * (1 - proportion.Value);

    /// <summary>Mean, squared standard error and count of both arms: B treated, A control.</summary>
    private readonly record struct TwoSides(double MeanB, double ErrorB, long CountB, double MeanA, double ErrorA, long CountA)
    {
        public double StandardError => Math.Sqrt((ErrorB / (MeanA * MeanA)) + (ErrorA * MeanB * MeanB / (MeanA * MeanA * MeanA * MeanA)));

        public Estimate ToEstimate(double level)
        {
            var lift = (MeanB / MeanA) - 1;
            var reach = Welch.Reach(StandardError, Welch.DegreesOfFreedom(ErrorA, CountA, ErrorB, CountB), level);
            return new(lift, new(lift - reach, lift + reach));
        }
    }
}
