namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Intervals that all hold together, at every look, for ever: whoever stops at the first look that shows an effect errs as seldom as
/// the level says. About half again as wide as an interval for one look, which is the price.
/// <c>reach = se·√(2(nρ² + 1)/(nρ²)·ln(√(nρ² + 1)/α))</c>, where <c>n</c> counts the users of both arms and <c>se</c> is the standard
/// error now. Source: the normal mixture of H. Robbins, Ann. Math. Stat. 41 (1970) 1397–1409, as an asymptotic confidence sequence: I. Waudby-Smith, D. Arbour, R. Sinha,
/// E. H. Kennedy, A. Ramdas, Annals of Statistics 52 (2024) 2613–2640.
/// </summary>
/// <remarks>
/// Asymptotic: the error must be about normal from the first look on, so nothing is said before an arm has <see cref="FewestUsers"/>.
/// One that looks must not choose <c>ρ</c> by what was seen, so it is fixed by <see cref="TunedFor"/> before the first look.
/// </remarks>
internal readonly record struct ConfidenceSequence
{
    /// <summary>Users that each arm must have before anything is said.</summary>
    internal const long FewestUsers = 50;

    private readonly double _rho2;

    private ConfidenceSequence(double rho2) => _rho2 = rho2;

    /// <summary>The sequence that is narrowest, at 95 %, when so many users have an outcome. It holds at every other number, too.</summary>
    /// <param name="users">Users expected in both arms together; at least 1. Ten times too few or too many cost some 7 or 27 % of width.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="users"/> is below 1.</exception>
    internal static ConfidenceSequence TunedFor(long users)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 1);
        var a = -2 * Math.Log(1 - Confidence.Usual);
        return new((a + Math.Log(1 + a)) / users);
    }

    /// <summary>Half the width of the interval.</summary>
    /// <param name="standardError">Of the estimate at this look; not negative.</param>
    /// <param name="users">Of both arms together; at least 1.</param>
    /// <param name="level">Confidence, between 0 and 1; does not change the tuning.</param>
    internal double Reach(double standardError, long users, double level = Confidence.Usual)
    {
        var nr = users * _rho2;
        return standardError * Math.Sqrt(2 * (nr + 1) / nr * (Math.Log(Math.Sqrt(nr + 1)) - Math.Log(1 - Confidence.Checked(level))));
    }

    /// <summary>
    /// Always-valid p-value of "no effect" from this look alone: the reciprocal of the mixture's likelihood ratio, at most 1. Below 0.05
    /// just when the interval at 95 % leaves out zero. The smallest of all looks so far is one as well.
    /// </summary>
    /// <returns>1 while nothing varies: that is no evidence.</returns>
    internal double PValue(double estimate, double standardError, long users) =>
        !(standardError > 0) || users < 1 ? 1 : Math.Min(1, Math.Exp(-LogEvidence(estimate, standardError, users)));

    /// <summary>Logarithm of the mixture's likelihood ratio against "no effect": <c>nρ²z²/(2(nρ² + 1)) − ½·ln(nρ² + 1)</c> with <c>z</c> in standard errors.</summary>
    internal double LogEvidence(double estimate, double standardError, long users)
    {
        var (nr, z) = (users * _rho2, estimate / standardError);
        return (nr * z * z / (2 * (nr + 1))) - (Math.Log(nr + 1) / 2);
    }

    /// <summary>Difference of two proportions, treated minus control.</summary>
    /// <returns>Null below <see cref="FewestUsers"/> in an arm.</returns>
    internal AlwaysValid? Difference(Proportion treated, Proportion control, double level = Confidence.Usual) =>
        IsTooFew(treated.Count, control.Count) ? null : Of(
            treated.Value - control.Value,
            Math.Sqrt((treated.SmoothedVariance / treated.Count) + (control.SmoothedVariance / control.Count)),
            treated.Count + control.Count,
            level,
            new(-1, 1));

    /// <summary>Difference of two means, treated minus control.</summary>
    /// <returns>Null below <see cref="FewestUsers"/> in an arm, or while one of the two does not vary.</returns>
    internal AlwaysValid? Difference(Moments treated, Moments control, double level = Confidence.Usual) =>
        IsTooFew(treated.Count, control.Count) || !(treated.Variance > 0) || !(control.Variance > 0) ? null : Of(
            treated.Mean - control.Mean,
            StandardError(treated, control),
            treated.Count + control.Count,
            level,
            new(double.NegativeInfinity, double.PositiveInfinity));

    /// <summary>Any estimate with its standard error, such as a <see cref="RelativeLift"/>; the caller sees to it that there are enough users.</summary>
    /// <returns>Null while nothing varies.</returns>
    internal AlwaysValid? Around(double estimate, double standardError, long users, double level = Confidence.Usual) =>
        !(standardError > 0) || users < 1 ? null : Of(estimate, standardError, users, level, new(double.NegativeInfinity, double.PositiveInfinity));

    /// <summary>
    /// Standard error that bears early looks: each arm's variance is its own or that of both together, whichever is larger. Skewed money
    /// needs it: a small arm that has seen few buyers yet has a low mean and a low variance at once, and would look surely worse.
    /// </summary>
    internal static double StandardError(Moments treated, Moments control)
    {
        var pooled = (treated.SquaredDeviations + control.SquaredDeviations) / (treated.Count + control.Count - 2);
        return Math.Sqrt((Math.Max(treated.Variance, pooled) / treated.Count) + (Math.Max(control.Variance, pooled) / control.Count));
    }

    /// <summary>Whether an arm has too few users for the error to be about normal.</summary>
    internal static bool IsTooFew(long treated, long control) => treated < FewestUsers || control < FewestUsers;

    private AlwaysValid Of(double estimate, double standardError, long users, double level, Interval possible)
    {
        var reach = Reach(standardError, users, level);
        return new(
            new(Math.Max(possible.Low, estimate - reach), Math.Min(possible.High, estimate + reach)),
            PValue(estimate, standardError, users));
    }
}
