using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>What the experiment could have found, and what it would take to find more.</summary>
internal static class DetectableOfSums
{
    /// <param name="measured">Those on whom the effect was measured.</param>
    /// <param name="newest">Those of the newest look, which verdicts go by.</param>
    /// <param name="worthwhile">Relative lift that is worth finding.</param>
    public static Detectable Of(
        IReadOnlyList<(OutcomeSums Treatment, OutcomeSums Holdout)> measured, IReadOnlyList<(OutcomeSums Treatment, OutcomeSums Holdout)> newest, double worthwhile)
    {
        var (treatment, holdout) = ArmStrata.Sum(measured);
        var looked = ArmStrata.Sum(newest);
        var spread = holdout.Count < 2 || treatment.Count < 2 ? (double?)null : Math.Sqrt(
            (treatment.RevenuePerUser.SquaredDeviations + holdout.RevenuePerUser.SquaredDeviations) / (treatment.Count + holdout.Count - 2));
        return new(
            DetectableLift.Power,
            holdout.Count == 0 ? null : DetectableLift.Of(holdout.ReturnRate.Value, treatment.Count, holdout.Count),
            spread is { } deviation ? DetectableLift.OfMean(deviation, treatment.Count, holdout.Count) : null,
            worthwhile,
            looked.Holdout.Count,
            MoreHeldOut(looked.Treatment, looked.Holdout, worthwhile));
    }

    /// <summary>To two digits: more would claim to know.</summary>
    /// <param name="count">0 or more.</param>
    public static long RoundedUp(long count)
    {
        var unit = count < 100 ? 1 : (long)Math.Pow(10, (int)Math.Floor(Math.Log10(count)) - 1);
        return (count + unit - 1) / unit * unit;
    }

    private static long? MoreHeldOut(OutcomeSums treatment, OutcomeSums holdout, double worthwhile)
    {
        if (holdout.Count == 0 || treatment.Count == 0)
            return null;
        var rate = holdout.ReturnRate.Value;
        return rate is > 0 and < 1 && rate * (1 + worthwhile) <= 1
            ? RoundedUp(Math.Max(0, (long)Math.Ceiling(DetectableLift.NeededControlAtEveryLook(rate, rate * (1 + worthwhile), (double)treatment.Count / holdout.Count, AlwaysValidStrata.Sequence)) - holdout.Count)) : null;
    }
}
