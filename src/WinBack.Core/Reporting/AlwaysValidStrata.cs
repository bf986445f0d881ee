using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>
/// The weighted differences of <see cref="Strata"/> with intervals of a confidence sequence. Its tuning is the same for every campaign, and was fixed
/// before any began: nobody can choose it by what was seen.
/// </summary>
internal static class AlwaysValidStrata
{
    /// <summary>Persons in both arms at which the sequence is narrowest. At a tenth or ten times as many it is some 7 or 27 % wider than one made for that.</summary>
    public const long TunedFor = 5_000;

    public static ConfidenceSequence Sequence { get; } = ConfidenceSequence.TunedFor(TunedFor);

    /// <summary>Difference of rates.</summary>
    public static AlwaysValidEstimate? Rates(IReadOnlyList<(Proportion Treated, Proportion Control)> strata)
    {
        var both = Comparable(Sides(strata));
        return both is null ? null : Around(both.Sum(each => each.Weight * (each.Treated.Mean - each.Control.Mean)), Error(both, 1, 1), both, new(-1, 1));
    }

    /// <summary>The same as a fraction of the control's rate; null while that is zero.</summary>
    public static AlwaysValidEstimate? Relative(IReadOnlyList<(Proportion Treated, Proportion Control)> strata)
    {
        if (Comparable(Sides(strata)) is not { } both)
            return null;
        double treated = both.Sum(each => each.Weight * each.Treated.Mean), control = both.Sum(each => each.Weight * each.Control.Mean);
        return control > 0
            ? Around((treated / control) - 1, Error(both, 1 / control, treated / (control * control)), both, new(-1, double.PositiveInfinity)) : null;
    }

    /// <summary>Difference of means; null while all in one arm of a share have the same value.</summary>
    public static AlwaysValidEstimate? Means(IReadOnlyList<(Moments Treated, Moments Control)> strata)
    {
        if (strata.Any(each => each.Treated.Count > 0 && each.Control.Count > 0 && !(each.Treated.Variance > 0 && each.Control.Variance > 0)))
            return null;
        var both = Comparable([.. strata.Where(each => each.Treated.Count > 0 && each.Control.Count > 0).Select(each =>
        {
            var pooled = (each.Treated.SquaredDeviations + each.Control.SquaredDeviations) / (each.Treated.Count + each.Control.Count - 2);
            return (new Side(each.Treated.Count, each.Treated.Mean, Math.Max(each.Treated.Variance, pooled)), new Side(each.Control.Count, each.Control.Mean, Math.Max(each.Control.Variance, pooled)));
        })]);
        return both is null ? null : Around(both.Sum(each => each.Weight * (each.Treated.Mean - each.Control.Mean)), Error(both, 1, 1), both, new(double.NegativeInfinity, double.PositiveInfinity));
    }

    private static IReadOnlyList<(Side, Side)> Sides(IReadOnlyList<(Proportion Treated, Proportion Control)> strata) =>
        [.. strata.Where(each => each.Treated.Count > 0 && each.Control.Count > 0).Select(each => (Side.Of(each.Treated), Side.Of(each.Control)))];

    private static IReadOnlyList<Stratum>? Comparable(IReadOnlyList<(Side Treated, Side Control)> strata)
    {
        if (ConfidenceSequence.IsTooFew(strata.Sum(each => each.Treated.Count), strata.Sum(each => each.Control.Count)))
            return null;
        double all = strata.Sum(each => each.Treated.Count + each.Control.Count);
        return [.. strata.Select(each => new Stratum((each.Treated.Count + each.Control.Count) / all, each.Treated, each.Control))];
    }

    // Of a·Σw·treated − b·Σw·control.
    private static double Error(IReadOnlyList<Stratum> strata, double a, double b) => Math.Sqrt(strata.Sum(each =>
        each.Weight * each.Weight * ((a * a * each.Treated.Variance / each.Treated.Count) + (b * b * each.Control.Variance / each.Control.Count))));

    private static AlwaysValidEstimate? Around(double value, double error, IReadOnlyList<Stratum> strata, Interval possible) =>
        Sequence.Around(value, error, strata.Sum(each => each.Treated.Count + each.Control.Count)) is { } always
            ? new(value, new(Math.Max(possible.Low, always.Interval.Low), Math.Min(possible.High, always.Interval.High)), always.PValue)
            : null;

    private readonly record struct Side(long Count, double Mean, double Variance)
    {
        public static Side Of(Proportion of) => new(of.Count, of.Value, of.SmoothedVariance);
    }

    private readonly record struct Stratum(double Weight, Side Treated, Side Control);
}
