namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Difference of two means over enrolments, or of any two ratios of sums, when the units that chance drew are users who may have several: the error is counted between users,
/// since one user's enrolments tend to end alike. With one enrolment each it is <see cref="Welch"/> exactly.
/// </summary>
/// <remarks>
/// Each arm's mean is a ratio of sums over users (<see cref="RatioMoments"/>); a user with enrolments in both arms is one unit in each, which can only
/// widen the interval as long as one user's enrolments err alike. Source: K.-Y. Liang, S. L. Zeger, Biometrika 73 (1986) 13–22, in the form of the delta method
/// (W. G. Cochran, Sampling Techniques, section 6.4). Trust it with some forty users with an outcome in each arm.
/// </remarks>
internal static class ClusterRobust
{
    /// <summary>Treated minus control.</summary>
    /// <returns>Null below two users in an arm, without a denominator, or while an arm's ratio is the same for every user: then there is no error to state.</returns>
    internal static Estimate? Difference(RatioMoments treated, RatioMoments control, double level = Confidence.Usual)
    {
        if (treated.Variance is not > 0 || control.Variance is not > 0)
            return null;
        var (a, b) = (control.Variance.Value, treated.Variance.Value);
        var difference = treated.Ratio!.Value - control.Ratio!.Value;
        var reach = Welch.Reach(Math.Sqrt(a + b), Welch.DegreesOfFreedom(a, control.Count, b, treated.Count), level);
        return new(difference, new(difference - reach, difference + reach));
    }

    /// <summary>Standard error of <see cref="Difference"/>; null where that is.</summary>
    internal static double? StandardError(RatioMoments treated, RatioMoments control) =>
        treated.Variance is > 0 and var b && control.Variance is > 0 and var a ? Math.Sqrt(a + b) : null;
}
