namespace WinBack.Core.Reporting.Statistics;

/// <summary>A confidence interval, both ends included.</summary>
/// <param name="Low">Not above <paramref name="High"/>.</param>
/// <param name="High">Not below <paramref name="Low"/>.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value is among the plausible ones.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
