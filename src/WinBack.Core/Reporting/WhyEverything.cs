namespace WinBack.Core.Reporting;

/// <summary>What every campaign did about one person.</summary>
/// <param name="Campaigns">One report for each campaign, those the person entered first.</param>
/// <param name="LeftOut">How many campaigns more there are than one answer holds; those must be asked for by name.</param>
public sealed record WhyEverything(IReadOnlyList<WhyReport> Campaigns, int LeftOut);
