using WinBack.Core.Outcomes;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Guards;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;

namespace WinBack.Core.Tests.Reporting.Guards;

/// <summary>Reports of made-up sums.</summary>
internal static class AReport
{
    public static readonly OutcomeOptions Prices = new() { SmsPrice = 0.05m, EmailPrice = 0.001m };

    /// <summary>Persons and harmed ones in treatment and in holdout, drawn with one share.</summary>
    public static CampaignReport Of((long Drawn, long Harmed) treatment, (long Drawn, long Harmed) holdout, double share = 0.1, TouchCount? touch = null, OfferCount? offer = null)
    {
        Rollup sums = new();
        foreach (var (arm, (drawn, harmed)) in new[] { (Arm.Treatment, treatment), (Arm.Holdout, holdout) })
            sums.Arms[CellKey.Of(arm, share).Text] = new() { Enrolled = drawn, Drawn = drawn, Harm = new() { OptedOut = harmed, Any = harmed } };
        if (touch is not null)
            sums.Touches[CellKey.Of(Arm.Treatment, 0, "x").Text] = touch;
        if (offer is not null)
            sums.Offers[offer.Offer] = offer;
        return ReportOfSums.Of("a", new(2026, 11, 1), new(2026, 11, 24), sums);
    }

    public static GuardEvidence Evidence(CampaignReport report, HandOvers? lately = null, params OfferCount[] usable) => new(report, usable, lately ?? HandOvers.None, Prices, new());
}
