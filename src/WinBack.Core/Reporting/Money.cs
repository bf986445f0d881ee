using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>
/// What the campaign brought and cost, all in treatment together on whom its effect was measured: the primary population, but for those drawn with a share of
/// which the other arm has nobody.
/// </summary>
public sealed record Money
{
    /// <summary>ISO 4217 code of all amounts here, the currency of reports.</summary>
    public required string Currency { get; init; }

    /// <summary>What is left of revenue after the goods, 0 to 1, as set; 1 unless it was.</summary>
    public required decimal Margin { get; init; }

    /// <summary>Persons in treatment whom the figures below stand for.</summary>
    public required long Persons { get; init; }

    /// <summary>Persons who came back because of the campaign: of each share of the holdout, its difference times its treated.</summary>
    public required Estimate? IncrementalUsers { get; init; }

    /// <summary>The same for those who look again and again; of those whose windows are in the last of <see cref="CampaignReport.Looks"/>.</summary>
    public required AlwaysValidEstimate? IncrementalUsersAlwaysValid { get; init; }

    /// <summary>Net revenue because of the campaign, in <see cref="Currency"/>.</summary>
    public required Estimate? IncrementalRevenue { get; init; }

    /// <summary>The same for those who look again and again.</summary>
    public required AlwaysValidEstimate? IncrementalRevenueAlwaysValid { get; init; }

    /// <summary>What messages and used codes of treatment cost, in <see cref="Currency"/>.</summary>
    public required decimal Cost { get; init; }

    /// <summary>
    /// Incremental revenue times margin, less messages and less <c>1 − margin</c> of what used codes took off. Revenue is what was paid, so discounts are in it
    /// already, but for the goods' part of the full price.
    /// </summary>
    public required Estimate? Profit { get; init; }

    /// <summary>The same for those who look again and again: of <see cref="IncrementalRevenueAlwaysValid"/>, and of the cost of the same persons.</summary>
    public required Estimate? ProfitAlwaysValid { get; init; }

    /// <summary>Cost for each person who came back because of the campaign; null unless the estimate is that some did.</summary>
    public required CostPerUser? CostPerIncrementalUser { get; init; }
}

/// <summary>A cost divided by an uncertain number of persons.</summary>
/// <param name="Value">By the estimate, in the currency of reports.</param>
/// <param name="Low">By the upper end of the interval.</param>
/// <param name="High">By its lower end; null where that is zero or less: then there may be no bound.</param>
public sealed record CostPerUser(double Value, double Low, double? High);
