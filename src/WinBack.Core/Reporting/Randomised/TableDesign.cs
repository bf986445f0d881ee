namespace WinBack.Core.Reporting.Randomised;

/// <summary>How a table was randomised and how it is read, as it was decided before anybody looked.</summary>
/// <param name="Control">The arm that the others are compared with first; one of the table's.</param>
/// <param name="Shares">Probability of each arm of the table, which add up to 1; null when each was as likely.</param>
/// <param name="Expected">Users in two arms together at which the always-valid intervals are narrowest; at least 1.</param>
public sealed record TableDesign(string Control, IReadOnlyDictionary<string, double>? Shares, long Expected)
{
    /// <summary>What <see cref="Expected"/> is unless said. At a hundred times as many users the intervals are a sixth wider than they could be.</summary>
    public const long ExpectedUnlessSaid = 5_000;
}
