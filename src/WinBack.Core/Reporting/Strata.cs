using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>
/// Compares arms within strata of persons drawn with the same share, and adds the differences up, each weighed by its part of all persons: so a share that
/// changed while rates changed, too, does not pass for an effect. With one stratum it is the plain comparison. Strata without both arms are left out.
/// </summary>
/// <remarks>
/// Intervals of weighted differences of proportions by the method of variance estimates recovery (G. Y. Zou, A. Donner, Statistics in Medicine 27 (2008)
/// 1693–1702) from Newcombe's of each; of means with the weighted sum of squared errors and Satterthwaite's degrees of freedom.
/// </remarks>
internal static class Strata
{
    /// <summary>Difference of rates.</summary>
    public static RateLift Of(IReadOnlyList<(Proportion Treated, Proportion Control)> strata)
    {
        var rates = (Sum(strata.Select(each => each.Treated)), Sum(strata.Select(each => each.Control)));
        var both = strata.Where(each => each.Treated.Count > 0 && each.Control.Count > 0).ToList();
        if (both.Count == 0)
            return new(rates.Item1, rates.Item2, null, null);
        if (both.Count == 1)
            return new(rates.Item1, rates.Item2, Newcombe.Difference(both[0].Treated, both[0].Control), RelativeLift.OfProportions(both[0].Treated, both[0].Control));
        double all = both.Sum(each => each.Treated.Count + each.Control.Count), value = 0, below = 0, above = 0;
        foreach (var (treated, control) in both)
        {
            var weight = (treated.Count + control.Count) / all;
            var one = Newcombe.Difference(treated, control)!;
            value += weight * one.Value;
            below += Square(weight * (one.Value - one.Interval.Low));
            above += Square(weight * (one.Interval.High - one.Value));
        }

        return new(
            rates.Item1, rates.Item2,
            new(value, new(value - Math.Sqrt(below), value + Math.Sqrt(above))),
            Relative([.. both.Select(each => (Moments(each.Treated), Moments(each.Control)))]));
    }

    /// <summary>What those treated gained together: each stratum's difference times its treated. Null without a share that has both arms.</summary>
    public static Estimate? Gain(IReadOnlyList<(Proportion Treated, Proportion Control)> strata)
    {
        double value = 0, below = 0, above = 0;
        var both = strata.Where(each => each.Treated.Count > 0 && each.Control.Count > 0).ToList();
        foreach (var (treated, control) in both)
        {
            var one = Newcombe.Difference(treated, control)!;
            value += treated.Count * one.Value;
            below += Square(treated.Count * (one.Value - one.Interval.Low));
            above += Square(treated.Count * (one.Interval.High - one.Value));
        }

        return both.Count == 0 ? null : new(value, new(value - Math.Sqrt(below), value + Math.Sqrt(above)));
    }

    /// <inheritdoc cref="Gain(IReadOnlyList{ValueTuple{Proportion, Proportion}})"/>
    public static Estimate? Gain(IReadOnlyList<(Moments Treated, Moments Control)> strata)
    {
        var both = strata.Where(Varies).ToList();
        if (both.Count == 1)
            return Welch.Difference(both[0].Treated, both[0].Control) is { } one ? Times(one, both[0].Treated.Count) : null;
        if (both.Count == 0)
            return null;
        var value = both.Sum(each => each.Treated.Count * (each.Treated.Mean - each.Control.Mean));
        var reach = Reach(both, each => each.Treated.Count, 1, 1);
        return new(value, new(value - reach, value + reach));
    }

    /// <summary>Whether a share has both arms, and values that vary.</summary>
    public static bool Varies((Moments Treated, Moments Control) stratum) => stratum.Treated.Count > 0 && stratum.Control.Count > 0 && PooledVariance(stratum) > 0;

    /// <summary>Variance of both arms together, around the mean of each. An arm in which nobody bought yet is not surely one in which nobody ever does.</summary>
    public static double PooledVariance((Moments Treated, Moments Control) stratum) => stratum.Treated.Count + stratum.Control.Count < 3 ? 0
        : (stratum.Treated.SquaredDeviations + stratum.Control.SquaredDeviations) / (stratum.Treated.Count + stratum.Control.Count - 2);

    /// <summary>Difference of means.</summary>
    public static MeanLift Of(IReadOnlyList<(Moments Treated, Moments Control)> strata)
    {
        var both = strata.Where(Varies).ToList();
        if (both.Count < 2)
            return both.Count == 1 ? MeanLift.Of(both[0].Treated, both[0].Control) : new(Pooled(strata.Select(each => each.Treated)), Pooled(strata.Select(each => each.Control)), null, null);
        double all = both.Sum(each => each.Treated.Count + each.Control.Count);
        var (treatment, control) = (Weighted(both, all, each => each.Treated), Weighted(both, all, each => each.Control));
        var reach = Reach(both, each => (each.Treated.Count + each.Control.Count) / all, 1, 1);
        var difference = treatment.Mean - control.Mean;
        return new(treatment.Mean, control.Mean, new(difference, new(difference - reach, difference + reach)), Relative(both));
    }

    private static Estimate? Relative(IReadOnlyList<(Moments Treated, Moments Control)> strata)
    {
        var both = strata.Where(Varies).ToList();
        double all = both.Sum(each => each.Treated.Count + each.Control.Count);
        var (treatment, control) = (Weighted(both, all, each => each.Treated).Mean, Weighted(both, all, each => each.Control).Mean);
        if (!(control > 0))
            return null;
        var lift = (treatment / control) - 1;
        var reach = Reach(both, each => (each.Treated.Count + each.Control.Count) / all, 1 / control, treatment / (control * control));
        return new(lift, new(lift - reach, lift + reach));
    }

    // Half the width for a·Σw·treated − b·Σw·control. An arm's variance is its own or that of both, whichever is larger: one that has shown no value yet is not surely without any.
    private static double Reach(IReadOnlyList<(Moments Treated, Moments Control)> strata, Func<(Moments Treated, Moments Control), double> weigh, double a, double b)
    {
        double variance = 0, spread = 0;
        foreach (var stratum in strata)
        {
            var (weight, pooled) = (weigh(stratum), PooledVariance(stratum));
            foreach (var (factor, part) in new[] { (a, stratum.Treated), (b, stratum.Control) })
            {
                var one = Square(weight * factor) * Math.Max(part.Count < 2 ? 0 : part.Variance, pooled) / part.Count;
                variance += one;
                spread += one * one / Math.Max(1, part.Count - 1);
            }
        }

        return variance > 0 ? Math.Sqrt(variance) * Confidence.T(Confidence.Usual, variance * variance / spread) : 0;
    }

    private static Estimate Times(Estimate of, double factor) => new(of.Value * factor, new(of.Interval.Low * factor, of.Interval.High * factor));

    private static (double Mean, long Count) Weighted(IReadOnlyList<(Moments Treated, Moments Control)> strata, double all, Func<(Moments Treated, Moments Control), Moments> of) =>
        (strata.Sum(each => (each.Treated.Count + each.Control.Count) / all * of(each).Mean), strata.Sum(each => of(each).Count));

    private static Moments Moments(Proportion of) => new(of.Count, of.Value, of.Count < 2 ? 0 : of.Value * (1 - of.Value) * (of.Count - 1));

    private static double? Pooled(IEnumerable<Moments> parts)
    {
        var all = parts.Where(each => each.Count > 0).ToList();
        return all.Count == 0 ? null : all.Sum(each => each.Mean * each.Count) / all.Sum(each => each.Count);
    }

    private static Rate Sum(IEnumerable<Proportion> parts) => parts.Aggregate(new Rate(0, 0), (sum, each) => new(sum.Count + each.Successes, sum.Of + each.Count));

    private static Rate Rate(Proportion of) => new(of.Successes, of.Count);

    private static double Square(double value) => value * value;
}
