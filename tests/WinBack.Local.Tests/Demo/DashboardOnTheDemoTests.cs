using Microsoft.Extensions.DependencyInjection;
using WinBack.Functions.Reporting.Dashboard;
using WinBack.Local.Commands;
using WinBack.Local.Tests.Import;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting.Guards;
using WinBack.TestKit.Browser;
using Xunit;

namespace WinBack.Local.Tests.Demo;

/// <summary>The dashboard as a head of marketing sees it: a demo, its host, and a browser that opens every page there is.</summary>
[Collection(SixCampaigns.Name)]
public sealed class DashboardOnTheDemoTests(SixCampaignsDemo demo)
{
    private const int MostBytesOfTheFirstView = 300_000;

    [SkippableTheory]
    [InlineData(1280, "light", 8)]
    [InlineData(320, "dark", 8)]
    [InlineData(1280, "dark", 3)]       // every page was seen this wide, and in these colours: some of each kind will do
    [InlineData(320, "light", 3)]
    public async Task Browser_EveryPage_IsSoundLoadsNothingElsewhereAndDrawsItsCharts(int width, string scheme, int alike)
    {
        var crawled = await new Crawl(new Uri(demo.Address, "dashboard").ToString()) { Width = width, Scheme = scheme, Alike = alike }.GoAsync();

        Assert.Empty(crawled.Elsewhere);
        Assert.Empty(crawled.DeadLinks);
        Assert.All(crawled.Pages, page => page.AssertSound());
        Assert.InRange(crawled.Pages[0].Bytes, 210_000, MostBytesOfTheFirstView);       // with the library, and all there is to it
        var paths = crawled.Pages.Select(page => new Uri(page.Url).AbsolutePath).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["/dashboard", "/dashboard/users", "/outbox", "/dashboard/scan", "/dashboard/definitions"]), paths);
        Assert.Equal(Math.Min(6, alike), paths.Count(path => path.StartsWith("/dashboard/campaigns/", StringComparison.Ordinal)));
        Assert.Contains(paths, path => path.StartsWith("/dashboard/users/", StringComparison.Ordinal));
        Assert.All(crawled.Pages, page => Assert.DoesNotMatch("NaN|Infinity|undefined", page.Text));
        Assert.True(crawled.Pages.Sum(page => page.Charts.Count) > 20, "Hardly a chart was seen.");
    }

    [SkippableFact]
    public async Task Browser_KeyboardAlone_GetsFromTheOverviewToACampaignAndItsTable()
    {
        var seen = await new Visit(new Uri(demo.Address, "/").ToString()) { JavaScript = true }
            .TabTo("Replenishment").Press("Enter", leads: true)
            .TabTo("Table: Lift of the return rate at each look").Press("Enter").SeeAsync();

        seen.AssertUsable();
        Assert.Equal("Replenishment", seen.Heading);
        Assert.Contains("Entered by", seen.Text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Browser_OnAPhoneWithoutScripts_ChoosesTheDaysOfACampaignByKeyboard()
    {
        var seen = await new Visit(new Uri(demo.Address, "/dashboard/campaigns/replenishment").ToString())
            .TabTo("Entered from (UTC)").Press("ArrowUp")      // a day later
            .TabTo("Show these days").Press("Enter", leads: true)
            .TabTo("All days").SeeAsync();

        seen.AssertUsable();
        Assert.Equal("Replenishment", seen.Heading);
        Assert.Contains("Only those who entered from ", seen.Text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Browser_CampaignKeptAsAFile_IsSoundAndLoadsNothingAtAll()
    {
        using var files = new Files();
        var campaign = (await demo.Services.GetRequiredService<ICampaigns>().CurrentAsync()).Find("replenishment")!;
        var file = files.Write("report.html", "");
        await WholeFile.WriteAsync(file, CampaignDocument.Of(campaign, await demo.Services.GetRequiredService<GuardReader>().ReadAsync(campaign, demo.Now), demo.Now), default);

        var crawled = await new Crawl(new Uri(file).ToString()) { Most = 1 }.GoAsync();

        Assert.Empty(crawled.Elsewhere);
        crawled.Pages[0].AssertSound();
        Assert.Equal(7, crawled.Pages[0].Charts.Count);
        Assert.Contains("Newcombe", crawled.Pages[0].Text, StringComparison.Ordinal);       // the definitions are with it
    }

    [Theory]
    [InlineData("replenishment")]
    [InlineData("best-customers")]
    [InlineData("abandoned-cart")]
    public async Task Page_OfACampaignWhoseReadersOpenAndClick_ShowsTouchesAndCreditFilled(string campaign)
    {
        var tables = await TablesAsync($"dashboard/campaigns/{campaign}");

        var touches = tables["What became of each touch, by channel"];
        Assert.All(new[] { "accepted", "delivered", "opened (unreliable)", "clicked", "would send" }, column => Assert.True(touches.Sum(column) > 0, $"{column} is empty"));
        Assert.True(touches.Sum("clicked") < touches.Sum("accepted") / 2, "More clicked than people do.");
        var rates = tables["What else there is to count, in messages and enrolments"].Rows.ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        string[] named = ["Delivered, of the e-mails and text messages", "Opened (unreliable), of the e-mails and pushes", "Clicked, of the e-mails and text messages"];
        Assert.All(named, rate => Assert.EndsWith(" %)", rates[rate], StringComparison.Ordinal));
        Assert.True(tables["What came last before a purchase, by channel"].Sum("Purchases after a click on it") > 0, "Nobody clicked, then bought.");
    }

    [Fact]
    public async Task Page_OfACampaignWithVariants_ComparesThemCorrected()
    {
        var tables = await TablesAsync("dashboard/campaigns/abandoned-cart");

        Assert.Equal(["named", "saved"], tables["Lift of the return rate, by variant"].Rows.Select(row => row[0]));
        var pair = Assert.Single(tables["Variants against each other, among those in treatment"].Rows);
        Assert.DoesNotContain(pair, cell => cell.StartsWith("too few", StringComparison.Ordinal) || cell == "–");
    }

    [Fact]
    public async Task Overview_SomeWhomNoCampaignContacts_ShowsTheProgrammeInNumbers()
    {
        using var browser = new HttpClient { BaseAddress = demo.Address };
        var programme = ShownTable.Section(await browser.GetStringAsync("dashboard"), "programme");

        Assert.Matches("[1-9][0-9]* may be contacted, [1-9][0-9]* never contacted", programme);
        Assert.Matches("Not certain yet: of every 100 people|By this look alone, ", programme);
        Assert.DoesNotContain("too few", programme, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, ShownTable>> TablesAsync(string page)
    {
        using var browser = new HttpClient { BaseAddress = demo.Address };
        return ShownTable.AllOf(await browser.GetStringAsync(page)).ToDictionary(table => table.Caption, StringComparer.Ordinal);
    }
}
