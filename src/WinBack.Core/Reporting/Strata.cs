using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>
/// Compares arms within strata of persons drawn with the same share, and adds the differences up, each weighed by its part of all persons: so a share that
/// changed while rates changed, too, does not pass for an effect. With one stratum it is the plain comparison. Strata without both arms are left out.
/// </summary>
/// <remarks>
/// Intervals of weighted differences of proportions by the method of variance estimates recovery (G. Y. Zou, A. Donner, Statistics in Medicine 27 (2008)
/// 1693–1702) from Newcombe's of each; of means with the weighted sum of squared errors (<see cref="StrataVariances"/>) and Satterthwaite's degrees of freedom.
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
        var both = Comparable(strata);
        if (both.Count == 1)
            return Welch.Difference(both[0].Treated, both[0].Control) is { } one ? Times(one, both[0].Treated.Count) : null;
        var value = both.Sum(each => each.Treated.Count * (each.Treated.Mean - each.Control.Mean));
        return Reach(both, each => each.Treated.Count, 1, 1) is { } reach ? new(value, new(value - reach, value + reach)) : null;
    }

    /// <summary>Those that have both arms. One in which nobody has a value is among them: its zeros are as sure as any.</summary>
    public static IReadOnlyList<(Moments Treated, Moments Control)> Comparable(IReadOnlyList<(Moments Treated, Moments Control)> strata) =>
        [.. strata.Where(each => each.Treated.Count > 0 && each.Control.Count > 0)];

    /// <summary>Difference of means.</summary>
    public static MeanLift Of(IReadOnlyList<(Moments Treated, Moments Control)> strata)
    {
        var both = Comparable(strata);
        if (both.Count < 2)
            return both.Count == 1 ? MeanLift.Of(both[0].Treated, both[0].Control) : new(Pooled(strata.Select(each => each.Treated)), Pooled(strata.Select(each => each.Control)), null, null);
        double all = both.Sum(each => each.Treated.Count + each.Control.Count);
        var (treatment, control) = (Weighted(both, all, each => each.Treated), Weighted(both, all, each => each.Control));
        var difference = treatment - control;
        return Reach(both, each => (each.Treated.Count + each.Control.Count) / all, 1, 1) is { } reach
            ? new(treatment, control, new(difference, new(difference - reach, difference + reach)), Relative(both)) : new(treatment, control, null, null);
    }

    // Of strata that have both arms.
    private static Estimate? Relative(IReadOnlyList<(Moments Treated, Moments Control)> strata)
    {
        double all = strata.Sum(each => each.Treated.Count + each.Control.Count);
        var (treatment, control) = (Weighted(strata, all, each => each.Treated), Weighted(strata, all, each => each.Control));
        if (!(control > 0))
            return null;
        var lift = (treatment / control) - 1;
        return Reach(strata, each => (each.Treated.Count + each.Control.Count) / all, 1 / control, treatment / (control * control)) is { } reach
            ? new(lift, new(lift - reach, lift + reach)) : null;
    }

    // Half the width for a·Σw·treated − b·Σw·control; null where nothing varies.
    private static double? Reach(IReadOnlyList<(Moments Treated, Moments Control)> strata, Func<(Moments Treated, Moments Control), double> weigh, double a, double b)
    {
        if (StrataVariances.Of(strata) is not { } variances)
            return null;
        double variance = 0, spread = 0;
        foreach (var (stratum, own) in strata.Zip(variances))
        {
            var weight = weigh(stratum);
            foreach (var (factor, count, value) in new[] { (a, stratum.Treated.Count, own.Treated), (b, stratum.Control.Count, own.Control) })
            {
                var one = Square(weight * factor) * value / count;
                variance += one;
                spread += one * one / Math.Max(1, count - 1);
            }
        }

        return variance > 0 ? Math.Sqrt(variance) * Confidence.T(Confidence.Usual, variance * variance / spread) : 0;
    }

    private static Estimate Times(Estimate of, double factor) => new(of.Value * factor, new(of.Interval.Low * factor, of.Interval.High * factor));

    private static double Weighted(IReadOnlyList<(Moments Treated, Moments Control)> strata, double all, Func<(Moments Treated, Moments Control), Moments> of) =>
        strata.Sum(each => (each.Treated.Count + each.Control.Count) / all * of(each).Mean);

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
