namespace WinBack.Core.Reporting.Randomised;

/// <summary>One arm.</summary>
/// <param name="Arm">As the table calls it.</param>
/// <param name="Users">Rows.</param>
/// <param name="Share">Probability it was drawn with, 0 to 1.</param>
/// <param name="Metrics">What they add up to, in the order asked for.</param>
public sealed record TableArm(string Arm, long Users, double Share, IReadOnlyList<MetricSum> Metrics);
