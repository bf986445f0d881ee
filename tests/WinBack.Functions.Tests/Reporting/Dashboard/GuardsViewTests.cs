using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Functions.Reporting.Dashboard;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Reporting.Dashboard;

/// <summary>No guard is said to hold that was never judged, and each has the name that readers know.</summary>
public sealed class GuardsViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.01, false, false, "✓ holds")]
    [InlineData(0.2, true, false, "✗ trips")]
    [InlineData(null, false, false, "not judged yet")]
    [InlineData(null, false, true, "not judged yet")]       // no rate for the budget's currency
    [InlineData(1e-300, false, true, "trips no more")]      // proof was accepted
    public async Task Show_AGuard_HoldsOnlyWhereItWasJudged(double? value, bool isTripped, bool isBlind, string standing)
    {
        var page = await ShowAsync(AReport.Full() with { Guards = new([new(GuardNames.Failures, value, 0.2, isTripped, "failures: 3 hand-overs lately") { IsBlind = isBlind }], null, false) });

        Assert.Equal($"{standing} Failed deliveries: 3 hand-overs lately", page.QuerySelector("[aria-labelledby=guards] .checks li")!.TextContent);
    }

    private static Task<AngleSharp.Dom.IDocument> ShowAsync(CampaignReport report) =>
        AReport.ReadAsync(new CampaignView(new(null)).Show(Given.Campaign() with { Status = CampaignStatus.Active, PublishedAt = Now.AddDays(-9) }, report, Now));
}
