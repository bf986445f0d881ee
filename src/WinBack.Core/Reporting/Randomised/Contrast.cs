using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>One metric of two arms, ready to be compared at any level.</summary>
/// <param name="metric">What is compared.</param>
/// <param name="arm">Arm.</param>
/// <param name="against">The arm it is compared with.</param>
internal abstract class Contrast(Metric metric, string arm, string against)
{
    public Metric Metric => metric;

    public string Arm => arm;

    public string Against => against;

    /// <summary>Of "no difference"; agrees with <see cref="Absolute"/>. Null where that is.</summary>
    public abstract double? PValue { get; }

    /// <summary>Arm minus the other; null while there are too few users, or too little that varies, to state an error.</summary>
    public abstract Estimate? Absolute(double level);

    /// <summary>The difference as a fraction of the other's mean; null where that has no meaning or no error.</summary>
    public abstract Estimate? Relative();

    /// <summary>The difference for those who look again and again; null while there are too few users.</summary>
    public abstract AlwaysValid? AlwaysValid();
}

/// <summary>Of two rates.</summary>
internal sealed class RateContrast(Metric metric, string arm, string against, Proportion treated, Proportion control, ConfidenceSequence sequence)
    : Contrast(metric, arm, against)
{
    public override double? PValue { get; } = Newcombe.PValue(treated, control);

    public override Estimate? Absolute(double level) => Newcombe.Difference(treated, control, level);

    public override Estimate? Relative() => RelativeLift.OfProportions(treated, control);

    public override AlwaysValid? AlwaysValid() => sequence.Difference(treated, control);
}

/// <summary>Of two means.</summary>
internal sealed class MeanContrast(Metric metric, string arm, string against, Moments treated, Moments control, ConfidenceSequence sequence)
    : Contrast(metric, arm, against)
{
    public override double? PValue { get; } = Welch.PValue(treated, control);

    public override Estimate? Absolute(double level) => Welch.Difference(treated, control, level);

    public override Estimate? Relative() => RelativeLift.OfMeans(treated, control);

    public override AlwaysValid? AlwaysValid() => sequence.Difference(treated, control);
}
