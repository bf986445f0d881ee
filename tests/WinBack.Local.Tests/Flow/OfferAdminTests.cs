using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace WinBack.Local.Tests.Flow;

/// <summary>The offers of a deployment over HTTP.</summary>
public sealed class OfferAdminTests
{
    private const string Campaign = """
        id: again
        name: Again
        status: active
        goal: purchase
        lapse: {after: P30D, since: purchase}
        offer: {id: spring, code: pool, value: {amount: 5, currency: EUR}, budget: {count: 10}}
        touches:
          - id: first
            delay: PT0S
            channels: [email]
            email: {subject: Hello, body: 'Hello{{#if offer}}, {{offer.code}}{{/if}}'}

        """;

    [Fact]
    public async Task ImportAndList_SayWhatThereIs()
    {
        await using var app = await ARunningApp.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(app.Http, "api/admin/campaigns?file=again.yaml", Campaign)).Status);

        var (status, said) = await AnswerAsync(app.Http, "api/admin/offers/spring/codes", "ONE\nTWO\n\n ONE \n");
        Assert.Equal((HttpStatusCode.OK, 2, 1), (status, said.GetProperty("added").GetInt32(), said.GetProperty("known").GetInt32()));

        var list = JsonDocument.Parse(await app.Http.GetStringAsync("api/admin/offers")).RootElement;
        Assert.Equal(1, list.GetArrayLength());
        Assert.Equal(("spring", "pool", 2, 10), (list[0].GetProperty("id").GetString(), list[0].GetProperty("code").GetString(), list[0].GetProperty("counts").GetProperty("free").GetInt32(), list[0].GetProperty("budget").GetProperty("count").GetInt32()));

        Assert.Equal(0, (await AnswerAsync(app.Http, "api/admin/offers/spring/reclaim", "")).Said.GetProperty("reclaimed").GetInt32());
    }

    [Theory]
    [InlineData("spring", "ONE\ntwo words\n", HttpStatusCode.UnprocessableEntity)]
    [InlineData("No%20id", "ONE", HttpStatusCode.BadRequest)]
    public async Task Import_WhatMayNotBe_IsRefusedAndTakesNothing(string offer, string body, HttpStatusCode expected)
    {
        await using var app = await ARunningApp.OpenAsync();
        Assert.Equal(expected, (await AnswerAsync(app.Http, $"api/admin/offers/{offer}/codes", body)).Status);
        Assert.Equal(1, (await AnswerAsync(app.Http, "api/admin/offers/spring/codes", "ONE")).Said.GetProperty("added").GetInt32());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Said)> AnswerAsync(HttpClient client, string path, string body)
    {
        using var answer = await client.PostAsync(path, new StringContent(body));
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
