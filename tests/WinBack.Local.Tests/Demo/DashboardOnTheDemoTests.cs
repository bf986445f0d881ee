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
}
