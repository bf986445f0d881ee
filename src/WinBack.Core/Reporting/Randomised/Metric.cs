namespace WinBack.Core.Reporting.Randomised;

/// <summary>A column of a randomised table that is compared between arms.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Kind">What its numbers are.</param>
public sealed record Metric(string Name, MetricKind Kind);
