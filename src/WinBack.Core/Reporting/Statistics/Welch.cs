using MathNet.Numerics.Distributions;

namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Difference of two means with unequal variances. The unit is the user: means run over everybody assigned, zeros included, so the central limit
/// theorem carries skewed money too once there are some hundreds of users in each arm.
/// </summary>
internal static class Welch
{
    /// <summary>
    /// <c>mean(treated) − mean(control)</c> with Student's t at the Welch-Satterthwaite degrees of freedom.
    /// Source: B. L. Welch, Biometrika 34 (1947) 28–35.
    /// </summary>
    /// <returns>Null while one of the two has fewer than two values, or the same value for all: without a variance there is no error to state.</returns>
    internal static Estimate? Difference(Moments treated, Moments control, double level = Confidence.Usual)
    {
        if (!HasError(treated, control))
            return null;
        var (a, b) = (control.Variance / control.Count, treated.Variance / treated.Count);
        var difference = treated.Mean - control.Mean;
        var reach = Reach(Math.Sqrt(a + b), DegreesOfFreedom(a, control.Count, b, treated.Count), level);
        return new(difference, new(difference - reach, difference + reach));
    }

    /// <summary>Two-sided p-value of "no difference": below 1 − level just when <see cref="Difference"/> at that level leaves out zero.</summary>
    /// <returns>0 to 1; null where there is no interval.</returns>
    internal static double? PValue(Moments treated, Moments control)
    {
        if (!HasError(treated, control))
            return null;
        var (a, b) = (control.Variance / control.Count, treated.Variance / treated.Count);
        var t = Math.Abs(treated.Mean - control.Mean) / Math.Sqrt(a + b);
        return Math.Min(1, 2 * StudentT.CDF(0, 1, DegreesOfFreedom(a, control.Count, b, treated.Count), -t));
    }

    /// <summary>Of the difference of the two means; not a number below two values in one.</summary>
    internal static double StandardError(Moments treated, Moments control) => Math.Sqrt((treated.Variance / treated.Count) + (control.Variance / control.Count));

    /// <summary>Interval of one mean, by Student's t.</summary>
    /// <returns>Null below two values, or while all are the same.</returns>
    internal static Interval? Mean(Moments moments, double level = Confidence.Usual)
    {
        if (!(moments.Variance > 0))
            return null;
        var reach = Reach(Math.Sqrt(moments.Variance / moments.Count), moments.Count - 1, level);
        return new(moments.Mean - reach, moments.Mean + reach);
    }

    // A comparison with not a number is false: fewer than two values have no variance.
    private static bool HasError(Moments treated, Moments control) => treated.Variance > 0 && control.Variance > 0;

    /// <summary>Welch-Satterthwaite, from the squared standard errors of both means.</summary>
    internal static double DegreesOfFreedom(double a, long countA, double b, long countB) =>
        (a + b) * (a + b) / ((a * a / (countA - 1)) + (b * b / (countB - 1)));

    /// <summary>Half the width of the interval.</summary>
    internal static double Reach(double standardError, double degreesOfFreedom, double level) => standardError * Confidence.T(level, degreesOfFreedom);
}
