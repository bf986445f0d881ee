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
    private const int Halvings = 40;

    /// <summary>Difference of rates.</summary>
    public static RateLift Of(IReadOnlyList<(Proportion Treated, Proportion Control)> strata, double level = Confidence.Usual)
    {
        var rates = (Sum(strata.Select(each => each.Treated)), Sum(strata.Select(each => each.Control)));
        var both = strata.Where(each => each.Treated.Count > 0 && each.Control.Count > 0).ToList();
        if (both.Count == 0)
            return new(rates.Item1, rates.Item2, null, null);
        if (both.Count == 1)
            return new(rates.Item1, rates.Item2, Newcombe.Difference(both[0].Treated, both[0].Control, level), RelativeLift.OfProportions(both[0].Treated, both[0].Control));
        double all = both.Sum(each => each.Treated.Count + each.Control.Count), value = 0, below = 0, above = 0;
        foreach (var (treated, control) in both)
        {
            var weight = (treated.Count + control.Count) / all;
            var one = Newcombe.Difference(treated, control, level)!;
            value += weight * one.Value;
            below += Square(weight * (one.Value - one.Interval.Low));
            above += Square(weight * (one.Interval.High - one.Value));
        }

        return new(
            rates.Item1, rates.Item2,
            new(value, new(value - Math.Sqrt(below), value + Math.Sqrt(above))),
            Relative([.. both.Select(each => (Moments(each.Treated), Moments(each.Control)))], all));
    }

    /// <summary>P-value of "no difference": 1 minus the level at which the interval just reaches zero. Null without a share that has both arms.</summary>
    public static double? PValue(IReadOnlyList<(Proportion Treated, Proportion Control)> strata)
    {
        var both = strata.Where(each => each.Treated.Count > 0 && each.Control.Count > 0).ToList();
        if (both.Count < 2)
            return both.Count == 0 ? null : Newcombe.PValue(both[0].Treated, both[0].Control);
        double least = 0, most = 1;
        for (var i = 0; i < Halvings; i++)
        {
            var p = (least + most) / 2;
            if (p > 0 && Of(both, 1 - p).Absolute!.Interval.Contains(0))
                least = p;
            else
                most = p;
        }

        return most;
    }

    /// <summary>Difference of means.</summary>
    public static MeanLift Of(IReadOnlyList<(Moments Treated, Moments Control)> strata)
    {
        var both = strata.Where(each => each.Treated.Count > 0 && each.Control.Count > 0).ToList();
        if (both.Count < 2)
            return both.Count == 1 ? MeanLift.Of(both[0].Treated, both[0].Control) : new(Pooled(strata.Select(each => each.Treated)), Pooled(strata.Select(each => each.Control)), null, null);
        double all = both.Sum(each => each.Treated.Count + each.Control.Count);
        var (treatment, control) = (Weighted(both, all, each => each.Treated), Weighted(both, all, each => each.Control));
        if (both.Any(each => each.Treated.Count < 2 || each.Control.Count < 2))
            return new(treatment.Mean, control.Mean, null, null);
        var reach = Reach(both, all, 1, 1);
        var difference = treatment.Mean - control.Mean;
        return new(treatment.Mean, control.Mean, new(difference, new(difference - reach, difference + reach)), Relative(both, all));
    }

    private static Estimate? Relative(IReadOnlyList<(Moments Treated, Moments Control)> strata, double all)
    {
        var (treatment, control) = (Weighted(strata, all, each => each.Treated).Mean, Weighted(strata, all, each => each.Control).Mean);
        if (!(control > 0) || strata.Any(each => each.Treated.Count < 2 || each.Control.Count < 2))
            return null;
        var lift = (treatment / control) - 1;
        var reach = Reach(strata, all, 1 / control, treatment / (control * control));
        return new(lift, new(lift - reach, lift + reach));
    }

    // Half the width for a·Σw·treated − b·Σw·control.
    private static double Reach(IReadOnlyList<(Moments Treated, Moments Control)> strata, double all, double a, double b)
    {
        double variance = 0, spread = 0;
        foreach (var (treated, control) in strata)
        {
            var weight = (treated.Count + control.Count) / all;
            foreach (var (factor, part) in new[] { (a, treated), (b, control) })
            {
                var one = Square(weight * factor) * part.Variance / part.Count;
                variance += one;
                spread += one * one / (part.Count - 1);
            }
        }

        return variance > 0 ? Math.Sqrt(variance) * Confidence.T(Confidence.Usual, variance * variance / spread) : 0;
    }

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
