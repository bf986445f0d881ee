using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Local.Commands;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>Reports over HTTP.</summary>
public sealed class ReportFlowTests
{
    [Fact]
    public async Task Report_OfACampaign_IsWhatTheCommandPrints()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With(holdout: "50%"));
        await LiveAsync(app);

        using var answer = await app.Http.GetAsync("api/reports/again?fresh=true");
        var said = await answer.Content.ReadAsStringAsync();
        var campaign = (await app.Services.GetRequiredService<ICampaigns>().CurrentAsync()).Find("again")!;
        var printed = JsonSerializer.Serialize(await ReportCommand.ReadAsync(app.Services, campaign, Day(46), default), JsonOutput.Options);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(printed), JsonNode.Parse(said)), said);
        var primary = JsonNode.Parse(said)!["funnel"]!.AsArray().Select(arm => (long)arm!["primary"]!["enrolments"]!).ToList();
        Assert.Equal(12, primary.Sum());
        Assert.Equal(2, primary.Count(count => count > 0));
    }

    [Fact]
    public async Task Report_OfSomeDays_CountsThoseWhoEnteredThen()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With(holdout: "50%"));
        await LiveAsync(app);

        Assert.Equal(12, await EnrolledAsync("?from=2026-04-01&to=2026-04-01"));      // 30 days after day 0
        Assert.Equal(12, await EnrolledAsync("?from=2026-03-02"));
        Assert.Equal(12, await EnrolledAsync("?from=0001-01-01"));      // read from the publication on
        Assert.Equal(0, await EnrolledAsync("?to=2026-03-31"));

        async Task<long> EnrolledAsync(string days) =>
            JsonNode.Parse(await app.Http.GetStringAsync("api/reports/again" + days))!["funnel"]!.AsArray().Sum(arm => (long)arm!["enrolled"]!);
    }

    [Theory]
    [InlineData("absent", HttpStatusCode.NotFound, "There is again, other.")]
    [InlineData("AGAIN", HttpStatusCode.NotFound, "There is again, other.")]
    [InlineData("again?from=yesterday", HttpStatusCode.BadRequest, "from=2026-11-01&to=2026-11-30")]
    [InlineData("again?from=2026-02-30", HttpStatusCode.BadRequest, "from=2026-11-01&to=2026-11-30")]
    [InlineData("again?to=", HttpStatusCode.BadRequest, "from=2026-11-01&to=2026-11-30")]
    [InlineData("again?from=2026-03-02&from=2026-03-02", HttpStatusCode.BadRequest, "from=2026-11-01&to=2026-11-30")]
    [InlineData("again?from=2026-03-02&to=2026-03-01", HttpStatusCode.BadRequest, "found 2026-03-02 and 2026-03-01")]
    [InlineData("again?to=2026-03-03", HttpStatusCode.BadRequest, "no later than today (2026-03-02)")]
    [InlineData("again?from=0001-01-01&to=2025-01-01", HttpStatusCode.BadRequest, "publication, 2026-03-02")]
    [InlineData("again?fresh=maybe", HttpStatusCode.BadRequest, "fresh is true")]
    public async Task Report_WhatCannotBeAnswered_IsAProblemThatSaysWhatCan(string path, HttpStatusCode status, string detail)
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again, FlowCampaign.With(id: "other"));

        using var answer = await app.Http.GetAsync("api/reports/" + path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.Contains(detail, (string?)JsonNode.Parse(said)!["detail"], StringComparison.Ordinal);
        Assert.Empty((await ApiSchemas.OfAsync(app)).Errors("Problem", said));
    }

    [Fact]
    public async Task Report_OfSumsAlone_IsAsOfWhenTheyWereMade()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With(holdout: "50%"));
        await LiveAsync(app);
        await app.Services.GetRequiredService<RollupRun>().RunAsync();
        Assert.Equal(12, await EnrolledAsync(""));

        await app.Services.GetRequiredService<IFacts>().AppendAsync(new()
        {
            Kind = FactKind.Enrolled,
            Campaign = "again",
            Version = 1,
            Person = "late",
            Episode = 1,
            Arm = Arm.Treatment,
            Probability = .5,
            At = Day(30),
        });

        Assert.Equal((12, 13), (await EnrolledAsync(""), await EnrolledAsync("?fresh=true")));
        Assert.Equal((12, true), (await EnrolledAsync("?fresh=false"), (await ReportAsync(""))["summedUpAt"] is not null));
        Assert.Null((await ReportAsync("?fresh=true"))["summedUpAt"]);

        async Task<JsonNode> ReportAsync(string query) => JsonNode.Parse(await app.Http.GetStringAsync("api/reports/again" + query))!;
        async Task<long> EnrolledAsync(string query) => (await ReportAsync(query))["funnel"]!.AsArray().Sum(arm => (long)arm!["enrolled"]!);
    }

    [Fact]
    public async Task Rollups_Rebuilt_SumUpEveryDayFromItsFacts()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With(holdout: "50%"));
        await LiveAsync(app);
        var rollups = app.Services.GetRequiredService<RollupRun>();
        await rollups.RunAsync();
        var table = app.Services.GetRequiredService<ITables>().Open("Rollups");
        var before = await RowsAsync(table);
        foreach (var row in before.Keys.Where(row => row.StartsWith('d')))      // somebody's mistake
            await table.BatchAsync("again", [new RowChange.Delete(row)]);

        using var answer = await app.Http.PostAsync("api/admin/rollups/again", null);
        using var absent = await app.Http.PostAsync("api/admin/rollups/absent", null);
        await rollups.RunAsync();

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.NotFound), (answer.StatusCode, absent.StatusCode));
        Assert.Equal(47, (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["days"]!);
        Assert.Equal(before, await RowsAsync(table));

        static async Task<Dictionary<string, string>> RowsAsync(ITable table)
        {
            Dictionary<string, string> rows = [];
            await foreach (var row in table.ReadRangeAsync("again", KeyText.Everything, default))
            {
                if (!row.Row.EndsWith("|about", StringComparison.Ordinal))      // days without enrolments get one, too
                    rows.Add(row.Row, Convert.ToHexString(row.Data.Span));
            }

            return rows;
        }
    }

    [Fact]
    public async Task Reports_Listed_HaveStatusVerdictAndALinkThatLeads()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With(holdout: "50%"), FlowCampaign.With(id: "other"));
        await app.SetStatusAsync("other", "paused");
        await LiveAsync(app);
        await app.Services.GetRequiredService<RollupRun>().RunAsync();

        var list = await app.Http.GetStringAsync("api/reports");

        Assert.Empty((await ApiSchemas.OfAsync(app)).Errors("ReportList", list));
        var (again, other) = (JsonNode.Parse(list)!["campaigns"]![0]!, JsonNode.Parse(list)!["campaigns"]![1]!);
        Assert.Equal(("again", "active", "other", "paused"), ((string?)again["campaign"], (string?)again["status"], (string?)other["campaign"], (string?)other["status"]));
        Assert.StartsWith("Too early to tell", (string?)again["verdict"], StringComparison.Ordinal);
        Assert.StartsWith("No window has closed yet", (string?)other["verdict"], StringComparison.Ordinal);
        Assert.Equal((string?)again["verdict"], (string?)JsonNode.Parse(await app.Http.GetStringAsync((string)again["report"]!))!["verdict"]);
    }

    [Fact]
    public async Task Programme_BeforeAndAfterThereIsAnyToCompareWith()
    {
        await using var app = await OpenWithSettingsAsync(new() { ["Experiment:GlobalHoldoutShare"] = "0.5" }, null, FlowCampaign.Again);
        using (var early = await app.Http.GetAsync("api/programme"))
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        await LiveAsync(app);

        var said = await app.Http.GetStringAsync("api/programme");

        Assert.Empty((await ApiSchemas.OfAsync(app)).Errors("ProgrammeLift", said));
        Assert.Equal(12, (long)JsonNode.Parse(said)!["contacted"]!["enrolments"]! + (long)JsonNode.Parse(said)!["global"]!["enrolments"]!);
    }

    /// <summary>Twelve people lapse on day 30; every third comes back, and their windows close on day 44.</summary>
    internal static async Task LiveAsync(ARunningApp app)
    {
        for (var i = 0; i < 12; i++)
            await app.BuysReachableAsync($"person-{i}");
        await app.UntilAsync(33);
        for (var i = 0; i < 12; i += 3)
            await app.BuysAsync($"person-{i}", 33);
        await app.UntilAsync(46);
    }
}
