using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.Commands;
using WinBack.Storage.Reporting;
using WinBack.TestKit;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>Why a user got, or did not get, what campaigns send, over HTTP.</summary>
public sealed class ExplainUserTests
{
    [Fact]
    public async Task Explain_OneCampaign_IsWhatTheCommandPrints()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna/1");
        await app.UntilAsync(32);

        using var answer = await app.Http.GetAsync("api/admin/users/anna%2F1/why?campaign=again");
        var said = await answer.Content.ReadAsStringAsync();
        var printed = JsonSerializer.Serialize(await app.Services.GetRequiredService<WhyReader>().ReadAsync("anna/1", "again"), JsonOutput.Options);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(printed), JsonNode.Parse(said)), said);
        var enrolment = JsonNode.Parse(said)!["enrolments"]!.AsArray().Single()!;
        Assert.Equal(("treatment", "accepted"), ((string)enrolment["arm"]!, (string)enrolment["touches"]![0]!["decisions"]![0]!["state"]!));
    }

    [Fact]
    public async Task Explain_NoCampaignNamed_TellsOfEachTheEnteredOnesFirst()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With(id: "zuletzt"), FlowCampaign.With(id: "a-later").Replace("after: P30D", "after: P300D", StringComparison.Ordinal));
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(32);
        var before = await app.Services.GetRequiredService<WhyReader>().ReadAllAsync("anna");

        var all = JsonNode.Parse(await app.Http.GetStringAsync("api/admin/users/anna/why"))!.AsArray();

        Assert.Equal(["zuletzt", "a-later"], all.Select(each => (string?)each!["campaign"]));
        Assert.Single(all[0]!["enrolments"]!.AsArray());
        Assert.Empty(all[1]!["enrolments"]!.AsArray());
        Assert.StartsWith("not lapsed: last purchase", (string?)all[1]!["notEntered"]!["reason"], StringComparison.Ordinal);
        var after = await app.Services.GetRequiredService<WhyReader>().ReadAllAsync("anna");
        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(after));
    }

    [Theory]
    [InlineData("anna/why?campaign=absent", HttpStatusCode.NotFound, "No such campaign")]
    [InlineData("nobody/why?campaign=again", HttpStatusCode.NotFound, "No such user")]
    [InlineData("nobody/why", HttpStatusCode.NotFound, "No such user")]
    [InlineData("anna/why?campaign=", HttpStatusCode.BadRequest, "No campaign id")]
    [InlineData("anna/why?campaign=Again%20", HttpStatusCode.BadRequest, "No campaign id")]
    [InlineData("anna/why?campaign=again&campaign=again", HttpStatusCode.BadRequest, "No campaign id")]
    [InlineData("anna/why?campaign=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", HttpStatusCode.BadRequest, "No campaign id")]
    [InlineData("{long}/why", HttpStatusCode.BadRequest, "No user id")]
    public async Task Explain_WhatCannotBeAnswered_IsAProblem(string path, HttpStatusCode status, string title)
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysAsync("anna", 0);

        using var answer = await app.Http.GetAsync("api/admin/users/" + path.Replace("{long}", new string('u', 2_000), StringComparison.Ordinal));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(title, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["title"]);
    }

    [Fact]
    public async Task Explain_AnythingButGet_IsRefused()
    {
        await using var app = await OpenAsync();
        using var answer = await app.Http.PostAsync("api/admin/users/anna/why", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public void Explain_IsDescribedWhereOperatorsLook() =>
        Assert.Contains("`GET /api/admin/users/{userId}/why", Repository.Read("docs/operate.md"), StringComparison.Ordinal);
}
