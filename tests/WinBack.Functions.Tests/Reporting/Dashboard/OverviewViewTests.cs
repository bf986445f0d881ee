using WinBack.Core.Campaigns;
using WinBack.Functions.Reporting.Dashboard;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Reporting.Dashboard;

public sealed class OverviewViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly OverviewView _view = new(new("key"));

    [Fact]
    public async Task NothingYet_Overview_SaysHowToPublish()
    {
        var page = await AReport.ReadAsync(_view.NothingYet());

        Assert.Contains("./winback campaign publish", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("POST /api/admin/campaigns", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_SeveralCampaigns_PutsAllOnOneAxisAndEachOnACard()
    {
        var page = await AReport.ReadAsync(_view.Show([Glance("Anna's"), Glance(AReport.Hostile), new(Given.Campaign() with { Name = "New" }, AReport.Empty, null)], 0, AReport.Full().Programme, Now.AddHours(-9), true, Now));

        Assert.Equal(["Anna's", AReport.Hostile, "New"], page.QuerySelectorAll("figure tbody th").Select(each => each.TextContent));
        Assert.Equal(3, page.QuerySelectorAll("article").Length);
        Assert.Equal(["/dashboard/campaigns/replenish?code=key"], page.QuerySelectorAll("article h3 a").Select(each => each.GetAttribute("href")).Distinct());
        Assert.Contains("As of the last roll-up, 2026-04-05 03:00 UTC", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("All campaigns together", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("100 may be contacted, 10 never contacted", page.Body.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("section[aria-labelledby=programme] dt").Where(term => term.NextElementSibling!.TextContent.Contains("points", StringComparison.Ordinal)), term => Assert.EndsWith(", one look", term.TextContent, StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("img, [onerror]"));
        Assert.DoesNotMatch("NaN|Infinity", page.Body.TextContent);
    }

    [Fact]
    public async Task Show_PausedCampaign_SaysWhenAndByWhom()
    {
        var paused = Glance("Stopped") with { Paused = new(Now.AddDays(-2), AReport.Hostile, "paused", 3, CampaignStatus.Paused) };

        var page = await AReport.ReadAsync(_view.Show([paused with { Campaign = paused.Campaign with { Status = CampaignStatus.Paused } }], 0, null, null, true, Now));

        Assert.Contains($"Paused 2026-04-03 12:00 UTC by {AReport.Hostile}", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("paused", page.QuerySelector(".status")!.TextContent);
        Assert.Contains("No roll-up has run to its end yet", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_FreshInstall_SaysThatNothingIsSummedUpAndNoWindowClosed()
    {
        var text = (await AReport.ReadAsync(_view.Show([new(Given.Campaign(), AReport.Empty, null)], 0, null, null, false, Now))).Body!.TextContent;

        Assert.Contains("No roll-up has run yet: everything is as of now, 2026-04-05 12:00 UTC.", text, StringComparison.Ordinal);
        Assert.Contains("one look no window has closed yet", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("stated once each arm has 50 people whose window has closed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("too few came back", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ArmsNotAsDrawn_SaysSoInWords()
    {
        var leaking = AReport.Full() with { Assignment = AReport.Empty.Assignment with { DrawnAlwaysValid = new(0.0001) } };

        Assert.Contains("NOT as drawn", (await AReport.ReadAsync(_view.Show([new(Given.Campaign(), leaking, null)], 0, null, null, true, Now))).Body!.TextContent, StringComparison.Ordinal);
    }

    private static CampaignGlance Glance(string name) => new(Given.Campaign() with { Name = name, Status = CampaignStatus.Active }, AReport.Full(), null);
}
