using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WinBack.Azure.Sending;
using WinBack.Core.Sending;
using WinBack.Local.Tests.Docs;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Azure.Tests.Sending;

/// <summary>Requests over real sockets; the receiver checks signatures by the code that docs/webhooks.md gives away.</summary>
public sealed class WebhookChannelTests
{
    private static readonly string Key = new('w', 32);

    private readonly FakeTimeProvider _clock = new(Given.Noon);

    [Fact]
    public async Task Send_Taken_CarriesItsKeyAndASignatureThatTheGuidesCodeChecks()
    {
        await using var receiver = await AReceiver.StartAsync(context => AnswerAsync(context, 202, """{"id": "task-17"}"""));

        var answer = await Channel(receiver.Address).SendAsync(AMessage.Webhook(), CancellationToken.None);

        Assert.Equal("accepted 202 task-17", InWords.Of(answer, Given.Noon));
        var (path, headers, body) = Assert.Single(receiver.Requests);
        Assert.Equal(("/tasks", "again.1.k7f2:nudge:webhook", "application/json"), (path, headers["Idempotency-Key"].ToString(), headers.ContentType.ToString()));
        Assert.Equal(WebhookPayload.Of(AMessage.Webhook()), body);
        Assert.Equal("first line\n\"quoted\"", JsonDocument.Parse(body).RootElement.GetProperty("fields").GetProperty("note").GetString());
        Assert.StartsWith($"t={Given.Noon.ToUnixTimeSeconds()},kid=spring,v1=", headers["X-WinBack-Signature"].ToString(), StringComparison.Ordinal);
        Assert.True(Verifier(Key).IsGenuine(headers["X-WinBack-Signature"], body));
    }

    [Fact]
    public async Task Send_Signature_FitsNoOtherBodyKeyOrTime()
    {
        await using var receiver = await AReceiver.StartAsync(context => AnswerAsync(context, 200));
        await Channel(receiver.Address).SendAsync(AMessage.Webhook(), CancellationToken.None);
        var (_, headers, body) = Assert.Single(receiver.Requests);
        var signature = headers["X-WinBack-Signature"].ToString();

        Assert.False(Verifier(Key).IsGenuine(signature, [.. body, (byte)' ']));
        Assert.False(Verifier(new string('x', 32)).IsGenuine(signature, body));
        Assert.False(Verifier(Key).IsGenuine(signature.Replace("spring", "autumn", StringComparison.Ordinal), body));
        Assert.False(Verifier(Key).IsGenuine(signature.Replace($"t={Given.Noon.ToUnixTimeSeconds()}", $"t={Given.Noon.ToUnixTimeSeconds() + 1}", StringComparison.Ordinal), body));
        Assert.All(new[] { null, "", "t=,kid=,v1=", "t=99999999999999999999,kid=spring,v1=0" }, forged => Assert.False(Verifier(Key).IsGenuine(forged, body)));
        _clock.Advance(TimeSpan.FromSeconds(300));
        Assert.True(Verifier(Key).IsGenuine(signature, body));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Verifier(Key).IsGenuine(signature, body));
    }

    [Theory]
    [InlineData(200, null, "accepted 200")]
    [InlineData(204, null, "accepted 204")]
    [InlineData(409, null, "accepted 409")]         // it has this attempt already
    [InlineData(408, "30", "in 30 s")]
    [InlineData(429, "30", "in 30 s")]
    [InlineData(503, "30", "in 30 s")]
    [InlineData(503, "Tue, 24 Nov 2026 12:02:00 GMT", "in 120 s")]
    [InlineData(429, "0", "in 1 s")]
    [InlineData(429, "999999", "in 86400 s")]
    [InlineData(429, null, "in 60 s")]
    [InlineData(408, null, "unknown")]
    [InlineData(503, null, "unknown")]
    [InlineData(500, null, "unknown")]
    [InlineData(500, "30", "unknown")]              // it may have been taken before it failed
    [InlineData(502, null, "unknown")]
    [InlineData(504, null, "unknown")]
    [InlineData(400, null, "never")]
    [InlineData(410, null, "never")]
    [InlineData(422, null, "never")]
    [InlineData(401, null, "in 900 s")]             // until somebody has put the key or the address right
    [InlineData(403, null, "in 900 s")]
    [InlineData(404, null, "in 900 s")]
    [InlineData(301, null, "in 900 s")]
    public async Task Send_Answered_IsOneOfTheValues(int status, string? retryAfter, string expected)
    {
        await using var receiver = await AReceiver.StartAsync(context =>
        {
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            return AnswerAsync(context, status);
        });

        Assert.Equal(expected, InWords.Of(await Channel(receiver.Address).SendAsync(AMessage.Webhook(), CancellationToken.None), Given.Noon));
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task Send_Redirected_IsNotFollowed()
    {
        await using var receiver = await AReceiver.StartAsync(context =>
        {
            context.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        Assert.Equal("in 900 s", InWords.Of(await Channel(receiver.Address).SendAsync(AMessage.Webhook(), CancellationToken.None), Given.Noon));
        Assert.Equal("/tasks", Assert.Single(receiver.Requests).Path);
    }

    [Fact]
    public async Task Send_NoAnswerInTime_IsUnknownAndNotRepeated()
    {
        using var end = new CancellationTokenSource();
        await using var receiver = await AReceiver.StartAsync(context => Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default));

        Assert.Equal("unknown", InWords.Of(await Channel(receiver.Address, TimeSpan.FromSeconds(10)).SendAsync(AMessage.Webhook(), CancellationToken.None), Given.Noon));
        Assert.Single(receiver.Requests);
        await end.CancelAsync();
    }

    [Fact]
    public async Task Send_ConnectionBrokenOff_IsUnknownAndNotRepeated()
    {
        var first = true;
        await using var receiver = await AReceiver.StartAsync(context =>
        {
            if (!first)
                context.Abort();
            first = false;
            return Task.CompletedTask;
        });
        var channel = Channel(receiver.Address);
        await channel.SendAsync(AMessage.Webhook(), CancellationToken.None);        // so that the second goes over a connection that was used

        Assert.Equal("unknown", InWords.Of(await channel.SendAsync(AMessage.Webhook(), CancellationToken.None), Given.Noon));
        Assert.Equal(2, receiver.Requests.Count);
    }

    [Fact]
    public async Task Send_NobodyListens_NeverLeft()
    {
        using var nobody = new ADeadPort();

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Channel(nobody.Address).SendAsync(AMessage.Webhook(), CancellationToken.None));
    }

    [Theory]
    [InlineData("https://nobody.invalid/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://169.254.169.254/")]
    public async Task Send_NoSuchNameOrPrivate_NeverLeft(string address) =>
        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Channel(new(address)).SendAsync(AMessage.Webhook(), CancellationToken.None));

    [Fact]
    public async Task Send_HostStops_NeverLeft()
    {
        await using var receiver = await AReceiver.StartAsync(context => AnswerAsync(context, 200));

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Channel(receiver.Address).SendAsync(AMessage.Webhook(), new(canceled: true)));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Send_TargetOfNoSetting_IsRefused()
    {
        await using var receiver = await AReceiver.StartAsync(context => AnswerAsync(context, 200));

        Assert.Equal("never", InWords.Of(await Channel(receiver.Address).SendAsync(AMessage.Webhook("concierge"), CancellationToken.None), Given.Noon));
        Assert.Empty(receiver.Requests);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"id\": {}}")]
    [InlineData("{\"id\": \"\"}")]
    [InlineData("{\"id\": \"two words\"}")]
    [InlineData("<html>")]
    [InlineData("{\"id\": \"half")]
    public async Task Send_TakenWithoutAnIdThatCanBeKept_IsTaken(string body)
    {
        await using var receiver = await AReceiver.StartAsync(context => AnswerAsync(context, 200, body));

        Assert.Equal("accepted 200", InWords.Of(await Channel(receiver.Address).SendAsync(AMessage.Webhook(), CancellationToken.None), Given.Noon));
    }

    [Theory]
    [InlineData(65_000, "accepted 200 task-17")]
    [InlineData(66_000, "accepted 200")]
    public async Task Send_AnswerLongerThanWhatIsRead_IsTakenWithoutItsId(int padding, string expected)
    {
        var body = $$"""{"id": "task-17", "note": "{{new string('x', padding)}}"}""";
        await using var receiver = await AReceiver.StartAsync(context => AnswerAsync(context, 200, body));

        Assert.Equal(expected, InWords.Of(await Channel(receiver.Address).SendAsync(AMessage.Webhook(), CancellationToken.None), Given.Noon));
    }

    [Theory]
    [InlineData("10.1.2.3", false, true)]
    [InlineData("172.31.255.255", false, true)]
    [InlineData("172.32.0.1", true, true)]
    [InlineData("192.168.0.1", false, true)]
    [InlineData("100.64.0.1", false, true)]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("fd12::1", false, true)]
    [InlineData("::ffff:10.0.0.1", false, true)]
    [InlineData("64:ff9b::a00:1", false, true)]
    [InlineData("2002:0a00:0001::", false, true)]
    [InlineData("169.254.169.254", false, false)]       // identities of a cloud's machines: never
    [InlineData("::ffff:169.254.169.254", false, false)]
    [InlineData("168.63.129.16", false, false)]
    [InlineData("fe80::1", false, false)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("::", false, false)]
    [InlineData("224.0.0.1", false, false)]
    [InlineData("255.255.255.255", false, false)]
    [InlineData("93.184.215.14", true, true)]
    [InlineData("2606:2800:21f:cb07::1", true, true)]
    public void Allows_AnAddress_ByItsNetwork(string address, bool publicly, bool privately) =>
        Assert.Equal((publicly, privately), (NetworkRule.Allows(IPAddress.Parse(address), allowPrivate: false), NetworkRule.Allows(IPAddress.Parse(address), allowPrivate: true)));

    private WebhookVerifier Verifier(string key) => new(new Dictionary<string, string> { ["spring"] = key }, _clock);

    // Patience for a busy machine, unless a test is about its end.
    private WebhookChannel Channel(Uri address, TimeSpan? patience = null) => new(
        new([new("call_centre", new() { Url = new(address, "tasks"), Key = Key, KeyId = "spring", Timeout = patience ?? TimeSpan.FromMinutes(5) })], onlyKnown: true),
        _clock, NullLogger.Instance);

    private static Task AnswerAsync(HttpContext context, int status, string? body = null)
    {
        context.Response.StatusCode = status;
        return body is null ? Task.CompletedTask : context.Response.WriteAsync(body);
    }
}
