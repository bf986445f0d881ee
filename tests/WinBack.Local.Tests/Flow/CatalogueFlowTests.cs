using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using WinBack.Core.Events;
using WinBack.TestKit;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>The catalogue over HTTP, and what comes of it: the sample campaigns, from a look to a message.</summary>
public sealed class CatalogueFlowTests
{
    private const string Look = "\"type\":\"viewed\",\"properties\":{\"item\":\"guji-500\"}";

    [Theory]
    [InlineData(null, 401)]
    [InlineData("a key that nobody was given", 401)]
    [InlineData(LowTrustKey, 403)]    // whoever reads it in the app would set prices
    public async Task Post_FromNoTrustedSource_IsRefusedAndChangesNothing(string? key, int status)
    {
        await using var app = await OpenAsync();
        using var stranger = new HttpClient { BaseAddress = app.Http.BaseAddress };
        if (key is not null)
            stranger.DefaultRequestHeaders.TryAddWithoutValidation(WinBack.Functions.Events.SourceKeys.Header, key);
        using var answer = await stranger.PostAsync("api/catalogue", new StringContent(State(0, 100)));

        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("changed", (await PostAsync(app, State(0, 100))).GetProperty("results")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Post_GoodAndBadStates_Is202WithAResultForEachInOrder()
    {
        await using var app = await OpenAsync();
        var said = await PostAsync(app, $"[{State(0, 100)},7,{State(0, 100)},{State(-1, 90)},{{\"item\":\"a\",\"at\":\"{Day(0):O}\",\"price\":-1,\"currency\":\"EUR\"}}]");

        Assert.Equal(
            ["0 guji-500 changed", "1  refused", "2 guji-500 unchanged", "3 guji-500 stale", "4 a refused"],
            said.GetProperty("results").EnumerateArray().Select(each => $"{each.GetProperty("position")} {each.GetProperty("item")} {each.GetProperty("status")}"));
        Assert.Equal("price", said.GetProperty("results")[4].GetProperty("field").GetString());
        Assert.Equal((1, 1, 1, 2), (Count("changed"), Count("unchanged"), Count("stale"), Count("refused")));

        int Count(string status) => said.GetProperty(status).GetInt32();
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("nonsense", 400)]
    [InlineData("[{]", 400)]
    [InlineData("{\"item\":\"\\ud800\"}", 202)]    // refused by itself
    [InlineData(null, 413)]
    public async Task Post_Hostile_IsAnsweredAsTheCallersFault(string? body, int status)
    {
        await using var app = await OpenAsync();
        using var answer = await app.Http.PostAsync("api/catalogue", new StringContent(body ?? new string(' ', ItemBatch.RequestBytes + 1)));
        using var deep = await app.Http.PostAsync("api/catalogue", new StringContent(new string('[', 100_000)));
        using var bytes = await app.Http.PostAsync("api/catalogue", new ByteArrayContent([0x22, 0xFF, 0xFE, 0x22]));
        using var many = await app.Http.PostAsync("api/catalogue", new StringContent($"[{string.Join(',', Enumerable.Repeat("1", ItemBatch.PerRequest + 1))}]"));

        Assert.Equal((status, 400, 400, 413), ((int)answer.StatusCode, (int)deep.StatusCode, (int)bytes.StatusCode, (int)many.StatusCode));
    }

    [Fact]
    public async Task PriceDrop_TheSample_TellsOnceWhoLookedAndHasNotBought()
    {
        await using var app = await OpenAsync(null, Sample("price-drop"));
        foreach (var user in new[] { "anna", "berta", "carla", "dora" })
            await app.PostAsync(Reachable(user), user, day: 0);
        foreach (var user in new[] { "anna", "berta", "carla" })
            await app.PostAsync(Look, user, day: 0);
        await PostAsync(app, State(0, 99.90m));
        await app.UntilAsync(1);
        await app.PostAsync("\"type\":\"purchase\",\"value\":99.90,\"properties\":{\"items\":[{\"item\":\"guji-500\"}]}", "berta", day: 1);
        await app.SaysAsync("carla", given: false, day: 1);
        await app.UntilAsync(2);
        await PostAsync(app, State(2, 79.90m));
        await app.UntilAsync(2, 1);

        var message = Assert.Single(await app.OutboxAsync("anna")).Message;
        Assert.Equal(("Guji, 500 g costs less now", "price-drop"), (message.Content.Subject, message.Campaign));
        Assert.Contains("79.90", message.Content.Text, StringComparison.Ordinal);
        Assert.Empty((await app.SentAsync("berta")).Concat(await app.SentAsync("carla")).Concat(await app.SentAsync("dora")));

        await PostAsync(app, $"[{State(2.1, 99.90m)},{State(2.2, 69.90m)}]", day: 2.2, app.UntilAsync);
        await app.UntilAsync(3);
        Assert.Single(await app.OutboxAsync("anna"));    // once in a fortnight
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task BackInStock_TheSampleByAQueue_TellsWhoLooked()
    {
        await using var app = await OpenByQueueAsync(null, Sample("back-in-stock"));
        await app.PostAsync(Reachable("anna"), "anna", day: 0);
        await app.PostAsync(Look, "anna", day: 0);
        await PostAsync(app, Stock(0, false));
        await app.UntilAsync(10);
        await PostAsync(app, Stock(10, true));
        await app.UntilAsync(10, 1);

        Assert.Equal(["back-in-stock:there-again email"], (await app.SentAsync("anna")).Select(sent => sent[(sent.IndexOf(':', sent.IndexOf(':', StringComparison.Ordinal)) + 4)..]));
        Assert.Contains("return to stock of an item they looked at", await WhyAsync(app), StringComparison.Ordinal);
        await app.AssertKeptAsync();
    }

    [Theory]
    [InlineData(ItemEvent.PriceDrop)]
    [InlineData(ItemEvent.BackInStock)]
    public async Task PostEvents_NewsOfTheirOwn_AreRefused(string type)
    {
        await using var app = await OpenAsync(null, Sample("price-drop"), Sample("back-in-stock"));
        await app.PostAsync(Reachable("anna"), "anna", day: 0);
        var news = $"\"type\":\"{type}\",\"properties\":{{\"item\":\"x\",\"price\":1,\"percent\":99,\"looks\":{{\"viewed\":\"{Day(0):O}\"}}}}";

        Assert.Equal(1, await app.PostAsync(news, "anna", day: 0, app.Http));
        Assert.Empty((await app.People.FindAsync("anna"))!.Open);
    }

    private static async Task<string> WhyAsync(ARunningApp app)
    {
        var why = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<WinBack.Storage.Reporting.WhyReader>(app.Services);
        return JsonSerializer.Serialize(await why.ReadAsync("anna", "back-in-stock"));
    }

    private static async Task<JsonElement> PostAsync(ARunningApp app, string states, double day = 0, Func<double, double, Task>? until = null)
    {
        if (until is not null)
            await until(day, 0);
        using var answer = await app.Http.PostAsync("api/catalogue", new StringContent(states, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
    }

    // Nobody is held out, so that everybody's message can be seen.
    private static string Sample(string id) => System.Text.RegularExpressions.Regex.Replace(Repository.Read($"campaigns/{id}.yaml"), "share: [0-9]+%", "share: 0%");

    private static string Reachable(string user) =>
        $$$$"""
        "profile":{"timeZone":"Etc/UTC","email":"{{{{user}}}}@example.com","consent":{"email":{"given":true,"source":"form"}}}
        """;

    private static string State(double day, decimal price) => string.Create(
        CultureInfo.InvariantCulture, $"{{\"item\":\"guji-500\",\"at\":\"{Day(day):O}\",\"price\":{price},\"currency\":\"EUR\",\"name\":\"Guji, 500 g\",\"available\":true}}");

    private static string Stock(double day, bool available) => $"{{\"item\":\"guji-500\",\"at\":\"{Day(day):O}\",\"available\":{(available ? "true" : "false")},\"name\":\"Guji, 500 g\"}}";
}
