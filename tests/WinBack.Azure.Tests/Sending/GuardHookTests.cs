using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WinBack.Azure.Sending;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;
using WinBack.Local.Tests.Docs;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Azure.Tests.Sending;

/// <summary>The word of a pause over real sockets; the receiver checks the signature by the code that docs/webhooks.md gives away.</summary>
public sealed class GuardHookTests
{
    private static readonly string Key = new('g', 32);

    private static readonly GuardPause Pause = new(2, Given.Noon, [new(GuardNames.Harm, 2, 0.09, 0.05, "harm: 9 points"), new(GuardNames.Budget, 1, 1, 1, "an earlier one")]);

    private static readonly byte[] Word = GuardNotice.Of("again", 3, Pause);

    private readonly FakeTimeProvider _clock = new(Given.Noon);

    [Fact]
    public async Task Post_Taken_IsSignedAndHasTheKeyOfItsPause()
    {
        await using var receiver = await AReceiver.StartAsync(context => AnswerAsync(context, 202));

        Assert.True(await PostAsync(receiver.Address));

        var (_, headers, body) = Assert.Single(receiver.Requests);
        Assert.Equal(
            """{"type":"guard.tripped","campaign":"again","version":3,"status":"paused","at":"2026-11-24T12:00:00Z","guards":[{"guard":"harm","value":0.09,"bound":0.05,"says":"harm: 9 points"}]}""",
            System.Text.Encoding.UTF8.GetString(body));
        Assert.Equal(("guard.again.2.20261124T120000Z", "application/json"), (headers["Idempotency-Key"].ToString(), headers.ContentType.ToString()));
        WebhookVerifier verifier = new(new Dictionary<string, string> { ["spring"] = Key }, _clock);
        Assert.True(verifier.IsGenuine(headers["X-WinBack-Signature"], body));
        Assert.False(verifier.IsGenuine(headers["X-WinBack-Signature"], [.. body, (byte)' ']));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(409, true)]         // it has it already
    [InlineData(302, false)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    public async Task Post_Answered_IsTakenOrTriedAgain(int status, bool isTaken)
    {
        await using var receiver = await AReceiver.StartAsync(context => AnswerAsync(context, status));

        Assert.Equal(isTaken, await PostAsync(receiver.Address));
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task Post_NoAnswerOrNobodyThere_IsTriedAgain()
    {
        await using var mute = await AReceiver.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var nobody = new ADeadPort();

        Assert.False(await PostAsync(mute.Address));
        Assert.False(await PostAsync(nobody.Address));
        Assert.False(await PostAsync(new("https://10.0.0.1/")));        // private, and not allowed
    }

    [Fact]
    public void Options_WithoutAUrl_NeedNothingElse() => Assert.Empty(new GuardOptions().Faults());

    [Fact]
    public void Options_WithAUrl_NeedAKeyAndNameTheSetting() =>
        Assert.Equal(["Guards:WebhookKey is missing or too short: at least 32 characters."], new GuardOptions { WebhookUrl = new("https://alerts.example.com/") }.Faults());

    private async Task<bool> PostAsync(Uri address) => await new GuardHook(
        new GuardOptions { WebhookUrl = address, WebhookKey = Key, WebhookKeyId = "spring", WebhookTimeout = TimeSpan.FromMinutes(5) }.ToTarget()!, _clock, NullLogger.Instance).PostAsync(GuardNotice.Key("again", Pause), Word, CancellationToken.None);

    private static Task AnswerAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
