namespace WinBack.Core.Reporting.Statistics;

/// <summary>A confidence interval, both ends included.</summary>
/// <param name="Low">Lower end, in the unit of what is measured; not above <paramref name="High"/>.</param>
/// <param name="High">Upper end; not below <paramref name="Low"/>.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value is among the plausible ones.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
