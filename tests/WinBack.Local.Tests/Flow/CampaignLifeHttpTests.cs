using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Local.Tests.Flow;

/// <summary>The life of a campaign over HTTP: approval, capacity, comparison, log, and those in flight on the real engine.</summary>
public sealed class CampaignLifeHttpTests
{
    private static readonly Dictionary<string, string?> Strict = new() { ["Campaigns:RequireApproval"] = "true" };

    private static readonly Dictionary<string, string?> Slow = new() { ["Sending:EmailPerHour"] = "1", ["Sending:PushPerMinute"] = "1" };

    [Fact]
    public async Task Approval_Required_NeedsTwoPeopleAndKeepsWhoDidWhat()
    {
        await using var app = await ARunningApp.OpenWithSettingsAsync(Strict);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(app, "", FlowCampaign.Again)).Status);       // who?
        Assert.Equal("Draft", (await AskAsync(app, "?by=anna", FlowCampaign.Again)).Said.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await AskAsync(app, "/again/status/active?by=ben")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(app, "/again/status/approved")).Status);
        var own = await AskAsync(app, "/again/status/approved?by=anna");
        Assert.Equal(HttpStatusCode.Conflict, own.Status);
        Assert.Contains("somebody else approves", own.Said.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(app, "/again/status/approved?by=ben")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(app, "/again/status/active?by=ben")).Status);

        var log = await app.Http.GetFromJsonAsync<JsonElement>("api/admin/campaigns/again/log");
        Assert.Equal(["published anna", "approved ben", "active ben"], log.EnumerateArray().Select(deed => $"{deed.GetProperty("what").GetString()} {deed.GetProperty("by").GetString()}"));
        using var unknown = await app.Http.GetAsync("api/admin/campaigns/nobody/log");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Publish_NameOfTheCaller_IsThePlatformsAndNotTheirOwn()
    {
        await using var app = await ARunningApp.OpenWithSettingsAsync(Strict);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/admin/campaigns?by=ben") { Content = new StringContent(FlowCampaign.Again) };
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", "anna@shop.example");
        using var answer = await app.Http.SendAsync(request);
        var log = await app.Http.GetFromJsonAsync<JsonElement>("api/admin/campaigns/again/log");
        Assert.Equal("anna@shop.example", log[0].GetProperty("by").GetString());
    }

    [Fact]
    public async Task Publish_AboveTheProvidersLimits_Is409WithTheNumbersUntilConfirmed()
    {
        await using var app = await ARunningApp.OpenWithSettingsAsync(Slow);
        for (var i = 0; i < 25; i++)
            await app.BuysReachableAsync($"u{i}", day: -40);
        var mail = FlowCampaign.With().Replace("channels: [push, email]", "channels: [email]", StringComparison.Ordinal).Replace("    push: {title: Hello, body: Look, link: \"https://shop.example/\"}\n", "", StringComparison.Ordinal);

        var held = await AskAsync(app, "?by=anna", mail);
        Assert.Equal(HttpStatusCode.Conflict, held.Status);
        var load = held.Said.GetProperty("ahead").GetProperty("channels")[0];
        Assert.Equal(("email", 25, 24), (load.GetProperty("channel").GetString(), load.GetProperty("busiestDay").GetInt32(), load.GetProperty("perDay").GetInt32()));
        var compared = await AskAsync(app, "/diff", mail);
        Assert.Equal((HttpStatusCode.OK, 25), (compared.Status, compared.Said.GetProperty("reach").GetProperty("enter").GetInt32()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AskAsync(app, "/diff", "id: again")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(app, "/again/status/paused")).Status);         // nothing was published

        var confirmed = await AskAsync(app, "?by=anna&confirm=true", mail);
        Assert.Equal(("Active", 25), (confirmed.Said.GetProperty("status").GetString(), confirmed.Said.GetProperty("ahead").GetProperty("waiting").GetInt32()));
    }

    [Theory]
    [InlineData("campaigns?by=anna")]
    [InlineData("campaigns/diff")]
    [InlineData("exclusions?by=anna")]
    public async Task Post_FileInLatin1_Is422WithThePlace(string path)
    {
        await using var app = await ARunningApp.OpenWithSettingsAsync([]);
        using var body = new ByteArrayContent(Encoding.Latin1.GetBytes("name: a\nbody: café"));

        using var answer = await app.Http.PostAsync($"api/admin/{path}", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var error = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray().ToList());
        Assert.Equal((2, 10), (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));
    }

    [Fact]
    public async Task MoveInFlight_WhileASequenceWaits_SendsWhatTheNewVersionHasNextAndNothingTwice()
    {
        await using var app = await ARunningApp.OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna", day: -0.01);
        await app.UntilAsync(31);
        var changed = FlowCampaign.Again.Replace("id: second", "id: other", StringComparison.Ordinal).Replace("P7D\n    channels", "P9D\n    channels", StringComparison.Ordinal);
        Assert.Equal(2, (await AskAsync(app, "?by=anna", changed)).Said.GetProperty("version").GetInt32());
        var rule = await AskAsync(app, "/again/move-in-flight?by=anna");
        Assert.Equal((HttpStatusCode.OK, 1), (rule.Status, rule.Said.GetProperty("from")[0].GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(app, "/nobody/move-in-flight")).Status);
        await app.UntilAsync(43);

        var ledger = await app.People.LedgerAsync("anna");
        Assert.Equal(["first", "other"], ledger.Where(row => row.State == AttemptState.Accepted).OrderBy(row => row.At).Select(row => row.Touch));
        Assert.Equal(ARunningApp.Day(39).Date, ledger.Last(row => row.Touch == "other" && row.State == AttemptState.Accepted).At.Date);
        Assert.Equal(2, (await app.EnrolmentAsync("anna")).Version);
        Assert.Equal(EnrolmentStatus.Completed, (await app.People.FindAsync("anna"))!.Open[0].Status);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Said)> AskAsync(ARunningApp app, string path, string body = "")
    {
        using var answer = await app.Http.PostAsync("api/admin/campaigns" + path, new StringContent(body));
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }
}
