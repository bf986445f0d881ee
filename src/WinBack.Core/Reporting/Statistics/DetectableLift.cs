using MathNet.Numerics.Distributions;

namespace WinBack.Core.Reporting.Statistics;

/// <summary>How small a lift a planned holdout can still tell from chance.</summary>
public static class DetectableLift
{
    /// <summary>Chance of finding a lift of the size that is stated, when it is there.</summary>
    public const double Power = 0.80;

    private const int Halvings = 200;
    private const double MostUsers = 1e12;

    // The two-sided quantile at 2·power − 1 is the one-sided one at the power.
    private static readonly double PowerZ = Confidence.Z((2 * Power) - 1);

    /// <summary>The smallest relative lift of a proportion that is found with <see cref="Power"/> at 95 %, two-sided.</summary>
    /// <param name="baseRate">Share that comes back unaided, 0 to 1.</param>
    /// <param name="treated">Users in the treatment.</param>
    /// <param name="control">Users held out.</param>
    /// <returns>0.2 for a fifth more than unaided; null when even everybody's return would not be told from chance, an arm is empty, or nobody, or everybody, returns unaided.</returns>
    public static double? Of(double baseRate, long treated, long control)
    {
        if (!(baseRate is > 0 and < 1) || treated < 1 || control < 1)
            return null;
        var ratio = (double)treated / control;
        double low = 0, high = (1 / baseRate) - 1;
        if (NeededControl(baseRate, 1, ratio) > control)
            return null;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (NeededControl(baseRate, baseRate * (1 + middle), ratio) > control)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    /// <summary>Chance of telling a lift of a proportion from nothing, at 95 %, two-sided: the formula of <see cref="Of"/>, solved for the power.</summary>
    /// <param name="baseRate">Share that comes back unaided, 0 to 1.</param>
    /// <param name="lift">True relative lift: 0.2 for a fifth more, −0.2 for a fifth less.</param>
    /// <param name="treated">Users in the treatment.</param>
    /// <param name="control">Users held out.</param>
    /// <returns>0.025 to 1; null where <see cref="Of"/> has no answer for want of users or rates, or the lifted rate is none.</returns>
    public static double? PowerOf(double baseRate, double lift, long treated, long control)
    {
        var lifted = baseRate * (1 + lift);
        if (!(baseRate is > 0 and < 1) || !(lifted is >= 0 and <= 1) || treated < 1 || control < 1)
            return null;
        var ratio = (double)treated / control;
        var (z, one) = Errors(baseRate, lifted, ratio);
        // With no lift both are the error of the same rate, and what is left is the half of the 5 % that lies on one side.
        return Normal.CDF(0, 1, ((Math.Abs(lifted - baseRate) * Math.Sqrt(control)) - (Confidence.Z(Confidence.Usual) * z)) / one);
    }

    /// <summary>
    /// The smallest difference of two means, such as revenue per user, that is found with <see cref="Power"/> at 95 %, two-sided:
    /// <c>(z₁₋α⁄₂ + z_power)·σ·√(1/n₁ + 1/n₀)</c>. Source: J. M. Lachin, Controlled Clinical Trials 2 (1981) 93–113.
    /// </summary>
    /// <param name="standardDeviation">Between users, zeros included, the same in both arms; 0 or more.</param>
    /// <param name="treated">Users in the treatment.</param>
    /// <param name="control">Users held out.</param>
    /// <returns>In the unit of the mean; null while an arm is empty or the deviation is none: nothing varies, so nothing is known of the error.</returns>
    public static double? OfMean(double standardDeviation, long treated, long control) =>
        !(standardDeviation is > 0 and < double.PositiveInfinity) || treated < 1 || control < 1
            ? null
            : (Confidence.Z(Confidence.Usual) + PowerZ) * standardDeviation * Math.Sqrt((1.0 / treated) + (1.0 / control));

    /// <summary>
    /// Users held out that are needed to tell two proportions apart, with <c>k</c> treated for each of them:
    /// <c>(z₁₋α⁄₂·√((1 + 1/k)·p̄(1 − p̄)) + z_power·√(p₁(1 − p₁)/k + p₀(1 − p₀)))² / (p₁ − p₀)²</c> with <c>p̄ = (p₀ + k·p₁)/(1 + k)</c>.
    /// Source: J. L. Fleiss, A. Tytun, H. K. Ury, Biometrics 36 (1980) 343–346, before their correction for continuity.
    /// </summary>
    /// <param name="control">p₀.</param>
    /// <param name="treated">p₁, another than p₀.</param>
    /// <param name="ratio">k.</param>
    internal static double NeededControl(double control, double treated, double ratio)
    {
        var (none, lifted) = Errors(control, treated, ratio);
        var reach = (Confidence.Z(Confidence.Usual) * none) + (PowerZ * lifted);
        return reach * reach / ((treated - control) * (treated - control));
    }

    /// <summary>
    /// Users held out that are needed until the interval at every look leaves out zero with a chance of <see cref="Power"/> at that look:
    /// the smallest <c>n</c> with <c>reach(se(n)) + z_power·se(n) ≤ |p₁ − p₀|</c>. The chance that it did so at that look or an earlier one is a little larger.
    /// </summary>
    /// <param name="control">p₀.</param>
    /// <param name="treated">p₁, another than p₀.</param>
    /// <param name="ratio">Treated for each held out.</param>
    /// <param name="sequence">The sequence that is looked at.</param>
    internal static double NeededControlAtEveryLook(double control, double treated, double ratio, ConfidenceSequence sequence)
    {
        var lifted = Errors(control, treated, ratio).Lifted;
        double low = 0, high = Math.Log(MostUsers);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var users = Math.Exp(middle);
            var error = lifted / Math.Sqrt(users);
            (low, high) = sequence.Reach(error, (long)(users * (1 + ratio))) + (PowerZ * error) > Math.Abs(treated - control) ? (middle, high) : (low, middle);
        }

        return Math.Exp(high);
    }

    // Standard error of the difference for one held out: if there were none, and as it is.
    private static (double None, double Lifted) Errors(double control, double treated, double ratio)
    {
        var pooled = (control + (ratio * treated)) / (1 + ratio);
        return (Math.Sqrt((1 + (1 / ratio)) * pooled * (1 - pooled)), Math.Sqrt((treated * (1 - treated) / ratio) + (control * (1 - control))));
    }
}
