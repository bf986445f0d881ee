using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>Two rates and what lies between them.</summary>
/// <param name="Treatment">Of those assigned to treatment.</param>
/// <param name="Holdout">Of those held out.</param>
/// <param name="Absolute">Rate of treatment less that of holdout, as a fraction of persons: 0.05 is 5 points. Newcombe's hybrid score interval; null while an arm is empty.</param>
/// <param name="Relative">Difference as a fraction of the holdout's rate, delta method; null below two persons in an arm, or while one of them has no success or nothing but successes.</param>
public sealed record RateLift(Rate Treatment, Rate Holdout, Estimate? Absolute, Estimate? Relative)
{
    /// <summary>Compares two counts, with 95 % intervals.</summary>
    public static RateLift Of(Rate treatment, Rate holdout) => new(
        treatment,
        holdout,
        Newcombe.Difference(treatment.ToProportion(), holdout.ToProportion()),
        RelativeLift.OfProportions(treatment.ToProportion(), holdout.ToProportion()));
}

/// <summary>So many of so many.</summary>
/// <param name="Count">How many did it, 0 to <paramref name="Of"/>.</param>
/// <param name="Of">Of how many persons; not negative.</param>
public readonly record struct Rate(long Count, long Of)
{
    /// <summary>The rate, 0 to 1; null for none of none.</summary>
    public double? Share => Of == 0 ? null : (double)Count / Of;

    internal Proportion ToProportion() => new(Count, Of);
}

/// <summary>Two means over persons and what lies between them, in the unit of what is measured: revenue in the currency of reports.</summary>
/// <param name="Treatment">Mean over those assigned to treatment; null when there are none.</param>
/// <param name="Holdout">Mean over those held out; null when there are none.</param>
/// <param name="Absolute">Mean of treatment less that of holdout, Welch's interval; null below two persons in an arm, or while all in one have the same value: there is no error to state. Over several shares of the holdout null only while nothing varies.</param>
/// <param name="Relative">Difference as a fraction of the holdout's mean, delta method; null where <paramref name="Absolute"/> is, or when that mean is zero or less.</param>
public sealed record MeanLift(double? Treatment, double? Holdout, Estimate? Absolute, Estimate? Relative)
{
    internal static MeanLift Of(Moments treatment, Moments holdout) => new(
        treatment.Count == 0 ? null : treatment.Mean,
        holdout.Count == 0 ? null : holdout.Mean,
        Welch.Difference(treatment, holdout),
        RelativeLift.OfMeans(treatment, holdout));
}
