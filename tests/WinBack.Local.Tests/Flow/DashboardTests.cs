using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Storage.Reporting;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>The dashboard over HTTP, from the first day on.</summary>
public sealed class DashboardTests
{
    private const string Hostile = "<img src=//evil/x onerror=alert(1)>/\"'";

    [Fact]
    public async Task Get_NothingPublished_EveryPageSaysWhatToDoNext()
    {
        await using var app = await OpenAsync();

        Assert.Contains("./winback campaign publish", await TextAsync(app, "dashboard"), StringComparison.Ordinal);
        Assert.Contains("Enter a user id", await TextAsync(app, "dashboard/users"), StringComparison.Ordinal);
        var scan = await TextAsync(app, "dashboard/scan");
        Assert.Contains("No scan has run yet", scan, StringComparison.Ordinal);
        Assert.Contains("No audit has run yet", scan, StringComparison.Ordinal);
        Assert.Contains("there is no queue", scan, StringComparison.Ordinal);
        Assert.Contains("There is no campaign nope here", await TextAsync(app, "dashboard/campaigns/nope", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TheHost_LeadsToTheDashboard()
    {
        await using var app = await OpenAsync();

        using var answer = await app.Http.GetAsync("/?code=a");

        Assert.Equal("/dashboard?code=a", answer.RequestMessage!.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task Get_APerson_TellsTheirStoryAndWhyWithoutNameOrAddress()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With());
        await app.PostAsync("\"type\":\"purchase\",\"value\":20,\"profile\":{\"name\":\"Anna Muster\",\"email\":\"anna@example.com\",\"consent\":{\"email\":{\"given\":true,\"source\":\"form\"}}}", "anna", day: 0);
        await app.UntilAsync(40);

        var page = await TextAsync(app, "dashboard/users?user=anna");

        Assert.Contains("Did: purchase, 20.00", page, StringComparison.Ordinal);
        Assert.Contains("Entered again, to be contacted", page, StringComparison.Ordinal);
        Assert.Contains("touch first by email: sent", page, StringComparison.Ordinal);
        Assert.Contains("Chance decided", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Muster", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.com", page, StringComparison.Ordinal);
        Assert.Equal(page, await TextAsync(app, "dashboard/users/anna"));
    }

    [Fact]
    public async Task Get_APersonWhosePurchaseCameLate_TellsTheReturnOnThePageAndOverTheApi()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With());
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(45);
        Assert.Contains("Window of again closed: did not come back", await TextAsync(app, "dashboard/users/anna"), StringComparison.Ordinal);

        await app.BuysAsync("anna", 43);

        var page = await TextAsync(app, "dashboard/users/anna");
        Assert.Contains("Came back within the window of again", page, StringComparison.Ordinal);
        Assert.Contains("Window of again closed: came back on 2026-04-14 09:00 UTC, revenue 25.00 (learnt after the window closed)", page, StringComparison.Ordinal);
        Assert.Contains("Came back on 2026-04-14 09:00 UTC, revenue 25.00 (learnt after the window closed). The window closed", page, StringComparison.Ordinal);
        var said = JsonNode.Parse(await app.Http.GetStringAsync("api/admin/users/anna/why?campaign=again"))!["enrolments"]![0]!;
        Assert.Equal((25m, 0m), ((decimal)said["outcome"]!["revenue"]!, (decimal)said["outcomeAtClose"]!["revenue"]!));
    }

    [Fact]
    public async Task Get_SomebodyUnknown_IsToldSoAndMarkupStaysText()
    {
        await using var app = await OpenAsync();

        var page = await PageAsync(app, $"dashboard/users/{Uri.EscapeDataString(Hostile)}", HttpStatusCode.NotFound);

        Assert.Contains($"Nothing is known of {Hostile}", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Hostile, page.QuerySelector("input[name=user]")!.GetAttribute("value"));
        Assert.Empty(page.QuerySelectorAll("img, script"));
        Assert.Contains("at most 512 characters", await TextAsync(app, "dashboard/users?user=" + new string('a', 513), HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_APersonWhoseIdIsMarkup_IsFoundAtTheLinkOfTheOutbox()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With());
        await app.PostAsync("\"type\":\"purchase\",\"value\":20,\"profile\":{\"email\":\"eve@example.com\",\"consent\":{\"email\":{\"given\":true,\"source\":\"form\"}}}", Hostile.Replace("\"", "\\\"", StringComparison.Ordinal), day: 0);
        await app.UntilAsync(40);

        var link = (await PageAsync(app, "outbox")).QuerySelector("article .quiet a")!;

        Assert.Equal(Hostile, link.TextContent);
        Assert.Equal($"Person {Hostile}", (await PageAsync(app, link.GetAttribute("href")!)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Get_ScanThatRuns_ShowsWhenAndWhatTheRollUpDid()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With());
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(40);

        var page = await TextAsync(app, "dashboard/scan");

        Assert.Contains("The scan runs.", page, StringComparison.Ordinal);
        Assert.Contains("Last scan ended 2026-04-11 09:00 UTC 0 seconds ago", page, StringComparison.Ordinal);
        Assert.Contains("Last brought up to date 2026-04-11 03:20 UTC 5 hours ago", page, StringComparison.Ordinal);
        Assert.Contains("Due now 0", page, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 4, 11, 3, 20, 0, TimeSpan.Zero), await app.Services.GetRequiredService<RollupStore>().FinishedAsync());
    }

    [Fact]
    public async Task Get_ACampaignOfSomeDays_ShowsThemKeepsThemInTheFormAndLeadsBack()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With(holdout: "50%"));
        await ReportFlowTests.LiveAsync(app);      // all enter on the first of April

        var all = await PageAsync(app, "dashboard/campaigns/again?from=&to=&code=a%26b");
        var some = await PageAsync(app, "dashboard/campaigns/again?from=2026-04-01&to=2026-04-01&code=a%26b");
        var none = await PageAsync(app, "dashboard/campaigns/again?to=2026-03-31&code=a%26b");

        Assert.Contains("Everybody who entered from 2026-03-02 to 2026-04-17", Text(all), StringComparison.Ordinal);
        Assert.Contains("Only those who entered from 2026-04-01 to 2026-04-01", Text(some), StringComparison.Ordinal);
        Assert.Contains("of many choices some look good by chance", Text(some), StringComparison.Ordinal);
        Assert.Contains("Nobody entered on these days", Text(none), StringComparison.Ordinal);
        Assert.Equal((1, 0), (all.QuerySelectorAll("#guards").Length, some.QuerySelectorAll("#guards").Length));
        Assert.NotNull(Funnel(all));
        Assert.Equal(Funnel(all), Funnel(some));
        Assert.NotEqual(Funnel(all), Funnel(none));
        var form = some.QuerySelector("form[method=get][action='/dashboard/campaigns/again']")!;
        Assert.Equal(["2026-04-01", "2026-04-01", "a&b"], form.QuerySelectorAll("input").Select(each => each.GetAttribute("value")));
        Assert.Equal(["from", "to"], form.QuerySelectorAll("label").Select(each => each.GetAttribute("for")));
        Assert.Equal("/dashboard/campaigns/again?code=a%26b", form.QuerySelector("a")!.GetAttribute("href"));
        Assert.Null(all.QuerySelector("form a"));

        static string? Funnel(IDocument page) => page.QuerySelector("section[aria-labelledby=funnel] table")?.TextContent;
    }

    [Theory]
    [InlineData("from=soon", "from is a UTC day of enrolment that exists")]
    [InlineData("to=2026-02-30", "to is a UTC day of enrolment that exists")]
    [InlineData("from=2026-03-02&to=2026-03-01", "found 2026-03-02 and 2026-03-01")]
    [InlineData("to=2026-03-03", "no later than today (2026-03-02)")]
    public async Task Get_ACampaignOfDaysThatAreNone_IsAPageThatSaysWhichThereAre(string days, string said)
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);

        var page = await PageAsync(app, "dashboard/campaigns/again?" + days, HttpStatusCode.BadRequest);

        Assert.Contains(said, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("form input[name=from]"));
    }

    private static string Text(IDocument page) => string.Join(' ', page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<string> TextAsync(ARunningApp app, string path, HttpStatusCode status = HttpStatusCode.OK) =>
        Text(await PageAsync(app, path, status));

    private static async Task<IDocument> PageAsync(ARunningApp app, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await app.Http.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStreamAsync());
    }
}
