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
    /// <returns>Null while one of the two has fewer than two values: without a variance there is no error to state.</returns>
    internal static Estimate? Difference(Moments treated, Moments control, double level = Confidence.Usual)
    {
        if (treated.Count < 2 || control.Count < 2)
            return null;
        var (a, b) = (control.Variance / control.Count, treated.Variance / treated.Count);
        var difference = treated.Mean - control.Mean;
        var reach = Reach(Math.Sqrt(a + b), DegreesOfFreedom(a, control.Count, b, treated.Count), level);
        return new(difference, new(difference - reach, difference + reach));
    }

    /// <summary>Welch-Satterthwaite, from the squared standard errors of both means.</summary>
    internal static double DegreesOfFreedom(double a, long countA, double b, long countB) =>
        (a + b) * (a + b) / ((a * a / (countA - 1)) + (b * b / (countB - 1)));

    /// <summary>Half the width of the interval; 0 when nothing varies.</summary>
    internal static double Reach(double standardError, double degreesOfFreedom, double level) =>
        standardError == 0 ? 0 : standardError * Confidence.T(level, degreesOfFreedom);
}
