using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Functions.Pages;
using WinBack.Functions.Reporting.Dashboard;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Reporting.Dashboard;

public sealed class CampaignViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Show_NobodyEntered_SaysWhatToDoAndShowsNoEmptyChart()
    {
        var page = await ShowAsync(AReport.Empty);

        Assert.Contains("No window has closed yet", page.QuerySelector(".verdict")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nobody has entered yet", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("figure[data-chart]"));
        AssertSound(page);
    }

    [Fact]
    public async Task Show_WindowsStillOpen_SaysWhenTheFirstClosesAtTheEarliest()
    {
        var entered = AReport.Empty with { Funnel = [AReport.Full().Funnel[0] with { Closed = 0 }], Cohorts = [AReport.Full().Cohorts[0]] };

        // The last touch of the campaign is planned so many days after entry, and its window counts so many after that.
        var close = new DateOnly(2026, 1, 5).AddDays((int)(Given.Campaign().Touches[^1].Delay.Approximate + Given.Campaign().AttributionWindow.Approximate).TotalDays);
        Assert.Contains($"The first windows close on {close.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", (await ShowAsync(entered)).Body!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The sentence under the return curves claims no more than the verdict may.</summary>
    [Theory]
    [InlineData(2, .02, "the distance between them is not the effect.")]
    [InlineData(1, .02, "is the effect by that day, within the bands.")]
    [InlineData(1, -.02, "and proves none: see the verdict.")]
    public async Task Show_Curves_CallTheirDistanceTheEffectOnlyWhereOneIsClaimed(int shares, double low, string sentence)
    {
        var full = AReport.Full();
        var look = full.Looks[^1] with { AlwaysValid = full.Looks[^1].AlwaysValid with { Return = new(.1, new(low, .22), .01) } };

        var page = await ShowAsync(full with { Strata = [.. full.Strata.Take(shares)], Looks = [look] });

        Assert.Contains(sentence, Text(page), StringComparison.Ordinal);
        Assert.DoesNotContain("what the campaign did.", Text(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "The always-valid band begins where each arm has at least 50 people whose window has closed.")]
    [InlineData(1, "The band begins where each arm has at least 50 people whose window has closed; before that the chart is empty. While the band holds zero")]
    [InlineData(2, ", always valid. While the band holds zero")]
    public async Task Show_LiftOverTime_ExplainsWhereTheBandBegins(int withBand, string said)
    {
        var (without, with) = (AReport.Full().Looks[0], AReport.Full().Looks[1]);

        var summary = (await ShowAsync(AReport.Full() with { Looks = [.. Enumerable.Range(0, 2).Select(i => i < 2 - withBand ? without : with)] })).QuerySelector("#looks-summary")!.TextContent;

        Assert.Contains(said, summary, StringComparison.Ordinal);
        Assert.Equal(withBand > 0, summary.Contains("While the band", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_EverythingThereIs_HasATableBehindEveryChartAndNoNumberThatIsNone()
    {
        var page = await ShowAsync(AReport.Full());

        Assert.Equal(7, page.QuerySelectorAll("figure[data-chart]").Length);     // looks, curves, funnel, touches, two of groups, weeks
        Assert.Equal("Verdict of a", page.QuerySelector("section .verdict")!.TextContent);
        Assert.Contains("12.00 EUR (8.00 or more)", Text(page), StringComparison.Ordinal);
        Assert.Contains("+10.2 points (", Text(page), StringComparison.Ordinal);
        Assert.Contains("An effect may be claimed for: a, (no segment).", Text(page), StringComparison.Ordinal);
        var programme = page.QuerySelectorAll("table").Single(table => table.QuerySelector("caption")!.TextContent == "All campaigns against none");
        Assert.Equal(["What", "May be contacted", "Never contacted", "Difference, one look"], programme.QuerySelectorAll("thead th").Select(each => each.TextContent));
        AssertSound(page);
    }

    [Fact]
    public async Task Show_NamesThatHoldMarkup_StayText()
    {
        var page = await ShowAsync(AReport.Full(AReport.Hostile), Given.Campaign() with { Name = AReport.Hostile });

        Assert.Equal(AReport.Hostile, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(2, page.QuerySelectorAll("script").Length);
        Assert.All(page.QuerySelectorAll("script"), script => Assert.StartsWith("/dashboard/assets/", script.GetAttribute("src"), StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("img, [onerror]"));
        AssertSound(page);
    }

    [Fact]
    public async Task Show_WithAKey_TakesItAlongInEveryLink()
    {
        var page = await AReport.ReadAsync(new CampaignView(new("a&b=\"")).Show(Given.Campaign(), AReport.Full(), Now));

        var links = page.QuerySelectorAll("a[href^='/']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.True(links.Count > 20);
        Assert.All(links, link => Assert.Contains("?code=a%26b%3D%22", link, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoSuchCampaign_HostileId_IsTextAndLeadsToTheOverview()
    {
        var page = await AReport.ReadAsync(new CampaignView(new(null)).NoSuchCampaign(AReport.Hostile), 404);

        Assert.Contains(AReport.Hostile, page.QuerySelector("h2")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/dashboard", page.QuerySelector("section a")!.GetAttribute("href"));
    }

    [Fact]
    public void Document_KeptAsAFile_LoadsNothingAndLeadsToItsOwnDefinitions()
    {
        var page = new HtmlParser().ParseDocument(CampaignDocument.Of(Given.Campaign() with { Name = AReport.Hostile }, AReport.Full(AReport.Hostile), Now));

        Assert.Empty(page.QuerySelectorAll("[src], link, img, form"));
        Assert.All(page.QuerySelectorAll("main a[href]"), link => Assert.StartsWith("#", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("main a[href]"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("script").Length);
        Assert.All(page.QuerySelectorAll("script"), script => Assert.Contains(
            $"'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script.TextContent)))}'", policy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OfSums_SaysAsOfWhenAndLeadsToTheReportAsOfNow()
    {
        var page = await ShowAsync(AReport.Full() with { SummedUpAt = new(2026, 4, 5, 3, 0, 0, TimeSpan.Zero) });

        Assert.Contains("as of the last roll-up, 2026-04-05 03:00 UTC", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("?fresh=true", Assert.Single(page.QuerySelectorAll("a"), link => link.TextContent == "As of now").GetAttribute("href"), StringComparison.Ordinal);
        Assert.DoesNotContain("fresh=true", (await ShowAsync(AReport.Full())).Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfSomeDays_KeepsThemAndTheKeyInItsLinksAndItsForm()
    {
        var campaign = Given.Campaign() with { Status = CampaignStatus.Active, PublishedAt = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero) };

        var sums = await AReport.ReadAsync(new CampaignView(new("k")).Show(campaign, AReport.Full() with { SummedUpAt = Now }, Now));
        var fresh = await AReport.ReadAsync(new CampaignView(new("k")).Show(campaign, AReport.Full(), Now, isFresh: true));

        Assert.EndsWith("?code=k&from=2026-01-05&to=2026-04-05&fresh=true", sums.QuerySelectorAll("a").Single(link => link.TextContent == "As of now").GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith("?code=k&fresh=true", fresh.QuerySelector("form a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["from=2026-01-05", "to=2026-04-05", "code=k", "fresh=true"], fresh.QuerySelectorAll("form input").Select(field => $"{field.GetAttribute("name")}={field.GetAttribute("value")}"));
    }

    [Fact]
    public async Task Touches_OfThoseWhomNoCampaignContacts_AreNotCountedAsHeldOut()
    {
        var report = AReport.Full();
        var holdout = report.Funnel.Single(arm => arm.Arm == Arm.Holdout);

        var page = await ShowAsync(report with { Funnel = [.. report.Funnel, holdout with { Arm = Arm.Global }] });

        var cells = page.QuerySelectorAll("section[aria-labelledby=touches] tbody tr").Select(row => row.Children[^1].GetAttribute("data-value"));
        Assert.Equal(holdout.Touches.Select(touch => $"{touch.WouldSend}"), cells);
    }

    private static Task<IDocument> ShowAsync(CampaignReport report, Campaign? campaign = null) => AReport.ReadAsync(new CampaignView(new(null)).Show(campaign ?? Given.Campaign() with { Status = CampaignStatus.Active, PublishedAt = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero) }, report, Now));

    private static string Text(IDocument page) => string.Join(' ', page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void AssertSound(IDocument page)
    {
        Assert.DoesNotMatch("NaN|Infinity|∞", page.Body!.TextContent);
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(each => each.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(page.QuerySelectorAll("a.term"), link => Assert.NotNull(Terms.Find(link.GetAttribute("href")!.Split('#')[1])));
        Assert.All(page.QuerySelectorAll("figure[data-chart]"), figure =>
        {
            Assert.Equal("img", figure.QuerySelector("canvas")!.GetAttribute("role"));
            Assert.NotNull(page.GetElementById(figure.QuerySelector("canvas")!.GetAttribute("aria-describedby")!));
            Assert.Single(figure.QuerySelectorAll("th[data-role=label]"));
            Assert.NotEmpty(figure.QuerySelectorAll("th[data-role=value]"));
        });
        Assert.All(page.QuerySelectorAll("table"), table =>
        {
            Assert.NotEmpty(table.QuerySelector("caption")!.TextContent);
            var columns = table.QuerySelectorAll("thead th[scope=col]").Length;
            Assert.All(table.QuerySelectorAll("tbody tr"), row => Assert.Equal(columns, row.Children.Length));
        });
    }
}
