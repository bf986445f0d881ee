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
    public static AlwaysValidEstimate? Rates(IReadOnlyList<(Proportion Treated, Proportion Control)> strata, double level = Confidence.Usual) =>
        Comparable(Sides(strata)) is { } both ? Around(Difference(both), Error(both, 1, 1), both, new(-1, 1), level) : null;

    /// <summary>The same as a fraction of the control's rate; null while that is zero.</summary>
    public static AlwaysValidEstimate? Relative(IReadOnlyList<(Proportion Treated, Proportion Control)> strata)
    {
        if (Comparable(Sides(strata)) is not { } both)
            return null;
        double treated = both.Sum(each => each.Weight * each.Treated.Mean), control = both.Sum(each => each.Weight * each.Control.Mean);
        return control > 0
            ? Around((treated / control) - 1, Error(both, 1 / control, treated / (control * control)), both, new(-1, double.PositiveInfinity)) : null;
    }

    /// <summary>Difference of means; null while nothing varies.</summary>
    public static AlwaysValidEstimate? Means(IReadOnlyList<(Moments Treated, Moments Control)> strata) =>
        Comparable(Sides(strata)) is { } both ? Around(Difference(both), Error(both, 1, 1), both, Anything) : null;

    /// <summary>What those treated gained together: each stratum's difference times its treated.</summary>
    public static AlwaysValidEstimate? Gain(IReadOnlyList<(Proportion Treated, Proportion Control)> strata) =>
        OfTreated(Comparable(Sides(strata))) is { } both ? Around(Difference(both), Error(both, 1, 1), both, Anything) : null;

    /// <inheritdoc cref="Gain(IReadOnlyList{ValueTuple{Proportion, Proportion}})"/>
    public static AlwaysValidEstimate? Gain(IReadOnlyList<(Moments Treated, Moments Control)> strata) =>
        OfTreated(Comparable(Sides(strata))) is { } both ? Around(Difference(both), Error(both, 1, 1), both, Anything) : null;

    private static Interval Anything => new(double.NegativeInfinity, double.PositiveInfinity);

    private static IReadOnlyList<(Side, Side)> Sides(IReadOnlyList<(Proportion Treated, Proportion Control)> strata) =>
        [.. strata.Where(each => each.Treated.Count > 0 && each.Control.Count > 0).Select(each => (Side.Of(each.Treated), Side.Of(each.Control)))];

    // None where nothing varies: that says nothing of the error.
    private static IReadOnlyList<(Side, Side)> Sides(IReadOnlyList<(Moments Treated, Moments Control)> strata)
    {
        var both = Strata.Comparable(strata);
        return StrataVariances.Of(both) is { } variances ? [.. both.Zip(variances, (each, own) => (Side.Of(each.Treated, own.Treated), Side.Of(each.Control, own.Control)))] : [];
    }

    private static IReadOnlyList<Stratum>? Comparable(IReadOnlyList<(Side Treated, Side Control)> strata)
    {
        if (ConfidenceSequence.IsTooFew(strata.Sum(each => each.Treated.Count), strata.Sum(each => each.Control.Count)))
            return null;
        double all = strata.Sum(each => each.Treated.Count + each.Control.Count);
        return [.. strata.Select(each => new Stratum((each.Treated.Count + each.Control.Count) / all, each.Treated, each.Control))];
    }

    private static IReadOnlyList<Stratum>? OfTreated(IReadOnlyList<Stratum>? strata) => strata is null ? null : [.. strata.Select(each => each with { Weight = each.Treated.Count })];

    private static double Difference(IReadOnlyList<Stratum> strata) => strata.Sum(each => each.Weight * (each.Treated.Mean - each.Control.Mean));

    // Of a·Σw·treated − b·Σw·control.
    private static double Error(IReadOnlyList<Stratum> strata, double a, double b) => Math.Sqrt(strata.Sum(each =>
        each.Weight * each.Weight * ((a * a * each.Treated.Variance / each.Treated.Count) + (b * b * each.Control.Variance / each.Control.Count))));

    private static AlwaysValidEstimate? Around(double value, double error, IReadOnlyList<Stratum> strata, Interval possible, double level = Confidence.Usual)
    {
        var users = strata.Sum(each => each.Treated.Count + each.Control.Count);
        return Sequence.Around(value, error, users, level) is { } always
            ? new(value, new(Math.Max(possible.Low, always.Interval.Low), Math.Min(possible.High, always.Interval.High)), always.PValue)
            : null;
    }

    private readonly record struct Side(long Count, double Mean, double Variance)
    {
        public static Side Of(Proportion of) => new(of.Count, of.Value, of.SmoothedVariance);

        public static Side Of(Moments of, double variance) => new(of.Count, of.Mean, variance);
    }

    private readonly record struct Stratum(double Weight, Side Treated, Side Control);
}
