using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace WinBack.Core.Reporting.Statistics;

/// <summary>Quantiles behind two-sided intervals.</summary>
internal static class Confidence
{
    /// <summary>The level of every interval in a report.</summary>
    internal const double Usual = 0.95;

    private static readonly double UsualZ = Normal.InvCDF(0, 1, 0.5 + (Usual / 2));

    /// <summary>Two-sided normal quantile: 1.959964 at 0.95.</summary>
    /// <param name="level">Above 0, below 1.</param>
    internal static double Z(double level) => Checked(level) == Usual ? UsualZ : Normal.InvCDF(0, 1, 0.5 + (level / 2));

    /// <summary>Two-sided p-value of a standard normal: the inverse of <see cref="Z"/>, without the cancellation of 1 − CDF.</summary>
    /// <param name="z">In standard errors, of either sign.</param>
    internal static double P(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>Two-sided quantile of Student's t.</summary>
    /// <param name="level">Above 0, below 1.</param>
    /// <param name="degreesOfFreedom">Above 0; need not be whole.</param>
    internal static double T(double level, double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, 0.5 + (Checked(level) / 2));

    /// <summary>The level itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 1.</exception>
    internal static double Checked(double level) => level is > 0 and < 1
        ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies between 0 and 1, both excluded.");
}
