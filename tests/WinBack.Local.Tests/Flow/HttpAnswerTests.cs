using System.Net;
using System.Text;
using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>What the HTTP functions answer, to those who call them rightly and to those who do not.</summary>
public sealed class HttpAnswerTests
{
    private const string GoodEvent = """{"id":"e1","userId":"anna","type":"purchase","at":"2026-03-01T09:00:00Z","value":20}""";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a key that nobody was given")]
    public async Task PostEvents_WithoutAKnownKey_Is401AndChangesNothing(string? key)
    {
        await using var app = await OpenAsync();
        using var stranger = new HttpClient { BaseAddress = app.Http.BaseAddress };
        if (key is not null)
            stranger.DefaultRequestHeaders.TryAddWithoutValidation(WinBack.Functions.Events.SourceKeys.Header, key);

        AssertProblem(await AnswerAsync(stranger, "api/events", GoodEvent), HttpStatusCode.Unauthorized, "x-winback-key");
        Assert.Null(await app.People.FindAsync("anna"));
    }

    // As SDKs for phones send.
    [Fact]
    public async Task PostEvents_PackedWithGzip_IsUnpacked()
    {
        await using var app = await OpenAsync();
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(GoodEvent));
        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        using var answer = await app.Http.PostAsync("api/events", content);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.NotNull(await app.People.FindAsync("anna"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[" + GoodEvent)]   // cut short on the way
    [InlineData("")]
    public async Task PostEvents_NoJson_Is400AndChangesNothing(string body)
    {
        await using var app = await OpenAsync();
        AssertProblem(await AnswerAsync(app.Http, "api/events", body), HttpStatusCode.BadRequest, "");
        Assert.Null(await app.People.FindAsync("anna"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]   // a sender that does not say the length beforehand
    public async Task PostEvents_MoreThanALimitOfBytes_Is413(bool chunked)
    {
        await using var app = await OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/events") { Content = new StringContent(new string(' ', EventLimits.RequestBytes) + GoodEvent) };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await app.Http.SendAsync(request);

        AssertProblem((answer.StatusCode, Type(answer), await ReadAsync(answer)), HttpStatusCode.RequestEntityTooLarge, "1048576 bytes");
        Assert.Null(await app.People.FindAsync("anna"));
    }

    [Fact]
    public async Task PostEvents_GoodAndBadItems_Is202WithAResultForEachInOrder()
    {
        await using var app = await OpenAsync();
        var body = $$"""[{{GoodEvent}},{"id":"e2","userId":"anna","type":"purchase","at":"yesterday"},{{GoodEvent}},7]""";
        var (status, _, said) = await AnswerAsync(app.Http, "api/events", body);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal((1, 1, 2), (said.GetProperty("applied").GetInt32(), said.GetProperty("duplicates").GetInt32(), said.GetProperty("refused").GetInt32()));
        Assert.Equal(
            ["0 applied", "1 refused", "2 duplicate", "3 refused"],
            said.GetProperty("results").EnumerateArray().Select(item => $"{item.GetProperty("position")} {item.GetProperty("status")}"));
        Assert.Equal("at", said.GetProperty("results")[1].GetProperty("field").GetString());
        Assert.Equal(1, (await app.People.FindAsync("anna"))!.Activity.ByType["purchase"].Count);
    }

    [Fact]
    public async Task PublishCampaign_FileWithErrors_Is422WithEachAndPublishesNothing()
    {
        await using var app = await OpenAsync();
        var (status, type, said) = await AnswerAsync(app.Http, "api/admin/campaigns?file=bad.yaml", "id: Bad Id\nname: Bad\n");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (status, type));
        Assert.Equal(
            ["bad.yaml 1", "bad.yaml 1", "bad.yaml 1", "bad.yaml 1"],   // the id, and goal, lapse and touches that are missing
            said.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("file").GetString()} {error.GetProperty("line")}"));
        Assert.Equal(HttpStatusCode.NotFound, (await AnswerAsync(app.Http, "api/admin/campaigns/bad/status/paused", "")).Status);
    }

    [Fact]
    public async Task PublishCampaign_TheSameTwice_IsOneVersionAndAChangeTheNext()
    {
        await using var app = await OpenAsync();
        Assert.Equal(1, await VersionAsync(FlowCampaign.Again));
        Assert.Equal(1, await VersionAsync(FlowCampaign.Again));
        Assert.Equal(2, await VersionAsync(FlowCampaign.With("priority: 3")));

        async Task<int> VersionAsync(string campaign) =>
            (await AnswerAsync(app.Http, "api/admin/campaigns?file=again.yaml", campaign)).Said.GetProperty("version").GetInt32();
    }

    [Fact]
    public async Task PublishCampaign_FileTooLarge_Is413()
    {
        await using var app = await OpenAsync();
        AssertProblem(await AnswerAsync(app.Http, "api/admin/campaigns", new string('#', CampaignFile.MaxBytes + 1)), HttpStatusCode.RequestEntityTooLarge, "bytes");
    }

    [Theory]
    [InlineData("again/status/paused", HttpStatusCode.NoContent)]
    [InlineData("again/status/Active", HttpStatusCode.NoContent)]
    [InlineData("other/status/paused", HttpStatusCode.NotFound)]
    [InlineData("again/status/asleep", HttpStatusCode.BadRequest)]
    [InlineData("again/status/2", HttpStatusCode.BadRequest)]    // the number of a status is no name of it
    [InlineData("again/status/-1", HttpStatusCode.BadRequest)]
    public async Task SetCampaignStatus_ByIdAndStatus_SaysWhatBecameOfIt(string path, HttpStatusCode expected)
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        Assert.Equal(expected, (await AnswerAsync(app.Http, "api/admin/campaigns/" + path, "")).Status);
    }

    [Fact]
    public async Task LapseScanNow_BetweenTwoTimers_EntersWhoHasLapsed()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna", day: -0.01);   // lapses a quarter before the hour
        await app.UntilAsync(29, 23.9);
        Assert.Empty(await app.People.EnrolmentsAsync("anna"));

        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(app.Http, "api/admin/scan", "")).Status);
        Assert.Equal(EnrolmentStatus.Running, (await app.EnrolmentAsync("anna")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(app.Http, "api/admin/scan", "")).Status);   // safe to repeat
        Assert.Single(await app.People.EnrolmentsAsync("anna"));
    }

    [Fact]
    public async Task Health_ByTheAgeOfTheLastScan_IsOkOrStale()
    {
        await using var app = await OpenAsync();
        Assert.Equal("OK ok", await HealthAsync());   // none was due yet
        await app.UntilAsync(0, 1.5);
        Assert.Equal("OK ok", await HealthAsync());   // exactly 30 minutes old
        await app.UntilAsync(0, 1.51);
        Assert.Equal("ServiceUnavailable stale", await HealthAsync());
        await AnswerAsync(app.Http, "api/admin/scan", "");
        Assert.Equal("OK ok", await HealthAsync());

        async Task<string> HealthAsync()
        {
            using var answer = await app.Http.GetAsync("api/health");
            return $"{answer.StatusCode} {(await ReadAsync(answer)).GetProperty("status").GetString()}";
        }
    }

    private static async Task<(HttpStatusCode Status, string? Type, JsonElement Said)> AnswerAsync(HttpClient client, string path, string body)
    {
        using var answer = await client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        return (answer.StatusCode, Type(answer), await ReadAsync(answer));
    }

    private static string? Type(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }

    private static void AssertProblem((HttpStatusCode Status, string? Type, JsonElement Said) answer, HttpStatusCode status, string detail)
    {
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.Type));
        Assert.Equal((int)status, answer.Said.GetProperty("status").GetInt32());
        Assert.NotEmpty(answer.Said.GetProperty("title").GetString()!);
        Assert.Contains(detail, answer.Said.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
