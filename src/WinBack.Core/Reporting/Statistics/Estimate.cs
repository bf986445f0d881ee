namespace WinBack.Core.Reporting.Statistics;

/// <summary>A measured number that never goes without its error.</summary>
/// <param name="Value">Point estimate, in the unit of what is measured; of rates a fraction of persons.</param>
/// <param name="Interval">Confidence interval; the report that holds the estimate states the level.</param>
public sealed record Estimate(double Value, Interval Interval);
