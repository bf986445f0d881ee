using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using WinBack.Local.Tests.Flow;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.WaysIn;

/// <summary>CloudEvents 1.0 over HTTP, in each of the three modes of its HTTP binding.</summary>
public sealed class CloudEventTests
{
    private const string Order = """
        {"specversion":"1.0","id":"o-1","source":"/shop","type":"com.shop.order","subject":"anna","time":"2026-03-01T09:00:00Z","datacontenttype":"application/json",
         "data":{"value":20,"currency":"EUR","item":"Kaffee für zwei"}}
        """;

    [Fact]
    public async Task Structured_IsOneEvent()
    {
        await using var app = await OpenAsync();
        await AssertTakenAsync(app, Content(Order, "application/cloudevents+json; charset=utf-8"), applied: 1);
        await AssertOrderAsync(app);
    }

    [Fact]
    public async Task Batched_AreSeveral_AndABadOneIsRefusedAlone()
    {
        await using var app = await OpenAsync();
        var other = Order.Replace("o-1", "o-2", StringComparison.Ordinal).Replace("anna", "ben", StringComparison.Ordinal);
        await AssertTakenAsync(app, Content($$"""[{{Order}},{"specversion":"1.0","id":"o-3"},{{other}}]""", "application/cloudevents-batch+json"), applied: 2, refused: 1);
        await AssertOrderAsync(app);
        Assert.Single(await app.People.EventsAsync("ben"));
    }

    [Fact]
    public async Task Binary_TakesAttributesFromHeaders()
    {
        await using var app = await OpenAsync();
        await AssertTakenAsync(app, Binary(), applied: 1);
        await AssertOrderAsync(app);
    }

    // The modes are envelopes of one event: what came in one is not taken again in another.
    [Fact]
    public async Task SameEvent_InAnotherMode_IsADuplicate()
    {
        await using var app = await OpenAsync();
        await AssertTakenAsync(app, Content(Order, "application/cloudevents+json"), applied: 1);
        await AssertTakenAsync(app, Content($"[{Order}]", "application/cloudevents-batch+json"), duplicates: 1);
        await AssertTakenAsync(app, Binary(), duplicates: 1);
    }

    [Theory]
    [InlineData("application/cloudevents+json", "{}")]
    [InlineData("application/cloudevents+json", "")]
    [InlineData("application/cloudevents-batch+json", "{}")]
    public async Task NoCloudEvent_Is400(string type, string body)
    {
        await using var app = await OpenAsync();
        using var answer = await app.Http.PostAsync("api/events", Content(body, type));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    private static async Task AssertTakenAsync(ARunningApp app, HttpContent content, int applied = 0, int duplicates = 0, int refused = 0)
    {
        using var answer = await app.Http.PostAsync("api/events", content);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        int Count(string name) => said.RootElement.GetProperty(name).GetInt32();
        Assert.Equal((applied, duplicates, refused), (Count("applied"), Count("duplicates"), Count("refused")));
    }

    private static async Task AssertOrderAsync(ARunningApp app)
    {
        var order = Assert.Single(await app.People.EventsAsync("anna"));
        Assert.Equal(("com.shop.order", 20m, "EUR", Start.AddDays(-1)), (order.Type, order.Value, order.Currency, order.At));
        Assert.Equal("Kaffee für zwei", order.Properties!.Value.GetProperty("item").GetString());
    }

    private static StringContent Content(string body, string type) => new(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));

    private static StringContent Binary()
    {
        var content = Content("""{"value":20,"currency":"EUR","item":"Kaffee für zwei"}""", "application/json");
        foreach (var (name, value) in new[] { ("ce-specversion", "1.0"), ("ce-id", "o-1"), ("ce-source", "/shop"), ("ce-type", "com.shop.order"), ("ce-subject", "anna"), ("ce-time", "2026-03-01T09:00:00Z") })
            content.Headers.Add(name, value);
        return content;
    }
}
