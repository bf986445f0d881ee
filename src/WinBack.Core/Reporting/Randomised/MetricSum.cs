using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>One metric of one arm.</summary>
/// <param name="Metric">As the table calls it.</param>
/// <param name="Kind">What its numbers are.</param>
/// <param name="Sum">Over the users: how many converted, or the amount.</param>
/// <param name="Mean">By users, 0 to 1 for a rate; null for nobody.</param>
/// <param name="Interval">Of the mean: Wilson's for a rate, Student's for an amount. Null for nobody, and for an amount that does not vary.</param>
public sealed record MetricSum(string Metric, MetricKind Kind, double Sum, double? Mean, Interval? Interval);
