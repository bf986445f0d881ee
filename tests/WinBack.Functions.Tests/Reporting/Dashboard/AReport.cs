using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Functions.Tests.Reporting.Dashboard;

/// <summary>Reports as pages are made of, and the pages as a reader has them.</summary>
internal static class AReport
{
    public const string Hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;'</title>{{x}}";

    private static readonly DateOnly First = new(2026, 1, 5);

    /// <summary>Of a campaign that nobody entered.</summary>
    public static CampaignReport Empty { get; } = ReportOfSums.Of("replenish", First, First.AddDays(90), new Rollup());

    /// <summary>With every part there is, each of it filled as far as few numbers do: estimates are null here and there.</summary>
    public static CampaignReport Full(string name = "a") => Empty with
    {
        Verdict = $"Verdict of {name}",
        Funnel = [Funnel(Arm.Treatment, name), Funnel(Arm.Holdout, name), Funnel(Arm.Global, name)],
        Offers = [new(name, 1200, 6000, 300, 1500.5m, "EUR"), new(name + "2", 0, 0, 0, 0, null)],
        Lift = Lift,
        Strata = [new(0.1, 900, 100, 0.5), new(0.2, 800, 200, 0.5)],
        Triggered = new("Some.", Lift),
        Later = new("Others.", 10, new(8, 2, 1, 20), new(2, 0, 0, 0), null, null, null),
        Costs = [new(Arm.Treatment, 1700, 12.5m, 1500.5m, 40, 55), new(Arm.Holdout, 300, 0, 0, 8, 9)],
        Looks = [new(First.AddDays(6), Lift, new(null, null, null, null)), new(First.AddDays(13), Lift, new(Always, Always, null, Always))],
        Money = new()
        {
            Currency = "EUR",
            Margin = 0.4m,
            Persons = 1700,
            Cost = 1513m,
            IncrementalUsers = new(126, new(60, 190)),
            IncrementalUsersAlwaysValid = null,
            IncrementalRevenue = new(4000, new(-100, 8100)),
            IncrementalRevenueAlwaysValid = new(4000, new(-1000, 9000), 0.4),
            Profit = new(87, new(-1553, 1727)),
            ProfitAlwaysValid = new(87, new(-1913, 2087)),
            CostPerIncrementalUser = new(12, 8, null),
        },
        Harm = new("Everybody.", [new(Arm.Treatment, 1700, 5, 1, 2, 7), new(Arm.Holdout, 300, 1, 0, 0, 1)], [new("optedOut", Rate(5, 1700, 1, 300), null), new("any", Rate(7, 1700, 1, 300), Always)]),
        Curves = [new(Arm.Treatment, [new(1, 1700, 20, new(0.01, new(0.005, 0.02))), new(9, 1500, 90, new(0.06, new(0.05, 0.07)))]), new(Arm.Holdout, [new(9, 290, 3, new(0.01, new(0, 0.03)))])],
        Groups = [new("variant", [Group(name), Group("b")], [new(name, "b", Rate(200, 850, 190, 850), null)]), new("segment", [Group(name), Group("(none)")], [])],
        Cohorts = [new(First, 3, new(900, new(897, 200, 200, 900)), new(100, new(100, 10, 10, 90)), Rate(200, 897, 10, 100)), new(First.AddDays(7), 900, new(900, new(0, 0, 0, 0)), new(0, new(0, 0, 0, 0)), Rate(0, 0, 0, 0))],
        Afterwards = new("Those of three months ago.", new(10, 1, 3, 30, 60, 0), new(10, 1, 3, 30, 60, 0), Rate(1, 10, 1, 10), Mean, Mean, new(null, null, null, null), Rate(0, 10, 0, 10)),
        Programme = new("All.", new(100, 10, 10, 100), new(10, 1, 1, 10), Rate(10, 100, 1, 10), Rate(10, 100, 1, 10), Mean),
        Credit = new("Credit is not cause.", [new(Channel.Email, 40, 1000, 12, 300.5m)]),
        Guards = new([new("optOuts", 0.01, 0.02, false, $"opt-outs of {name}"), new("budget", null, 100, true, "the budget is spent"), new("x", null, 1, false, "blind") { IsBlind = true }], new(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), [name]), true),
        Notes = [$"A note on {name}"],
    };

    /// <summary>Shows a page to a reader.</summary>
    public static async Task<IDocument> ReadAsync(IResult page, int status = StatusCodes.Status200OK)
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Response.Body = body;
        await page.ExecuteAsync(http);
        Assert.Equal((status, "text/html; charset=utf-8"), (http.Response.StatusCode, http.Response.ContentType));
        body.Position = 0;
        var document = await new HtmlParser().ParseDocumentAsync(body);
        var policy = http.Response.Headers.ContentSecurityPolicy.ToString();
        Assert.Equal(document.QuerySelectorAll("script").Length > 0, policy.Contains("script-src 'self'", StringComparison.Ordinal));
        Assert.DoesNotContain("script-src 'unsafe", policy, StringComparison.Ordinal);
        return document;
    }

    private static CampaignLift Lift => new() { Confidence = 0.95, Return = Rate(400, 1700, 40, 300), Conversion = Rate(0, 1700, 0, 300), RevenuePerUser = new(2.5, null, null, null) };

    private static AlwaysValidEstimate Always => new(0.1, new(-0.02, 0.22), 0.2);

    private static MeanLift Mean => new(2.5, 2.1, new(0.4, new(-0.1, 0.9)), new(0.2, new(-0.05, 0.45)));

    private static RateLift Rate(long treated, long of, long held, long ofHeld) => RateLift.Of(new(treated, of), new(held, ofHeld));

    private static GroupLift Group(string value) => new(
        value, new(900, new(850, 200, 200, 900)), new(100, new(100, 10, 10, 90)), Rate(200, 850, 10, 100), Mean, new(0.01, 0.98, new(0.02, 0.25), true));

    private static ArmFunnel Funnel(Arm arm, string name) => new()
    {
        Arm = arm,
        Enrolled = 2000,
        Reached = 1500,
        Open = 290,
        Void = 10,
        Closed = 1700,
        OptedOut = 5,
        Sunset = 1,
        Answers = [new(name, 3)],
        Touches = [new() { Touch = name, Channel = Channel.Push, Accepted = 1500, Refused = 3, Clicked = 70, Delivered = 1400, WouldSend = arm == Arm.Holdout ? 280 : 0 }],
        Primary = new(1700, 400, 0, 4250),
        Later = new(8, 2, 1, 20),
    };
}
