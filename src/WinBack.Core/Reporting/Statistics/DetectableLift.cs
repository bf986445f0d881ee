namespace WinBack.Core.Reporting.Statistics;

/// <summary>How small a lift a planned holdout can still tell from chance.</summary>
public static class DetectableLift
{
    /// <summary>Chance of finding a lift of the size that is stated, when it is there.</summary>
    public const double Power = 0.80;

    private const int Halvings = 200;

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
        var pooled = (control + (ratio * treated)) / (1 + ratio);
        var z = Confidence.Z(Confidence.Usual) * Math.Sqrt((1 + (1 / ratio)) * pooled * (1 - pooled));
        // The two-sided quantile at 2·power − 1 is the one-sided one at the power.
        var power = Confidence.Z((2 * Power) - 1) * Math.Sqrt((treated * (1 - treated) / ratio) + (control * (1 - control)));
        return (z + power) * (z + power) / ((treated - control) * (treated - control));
    }
}
