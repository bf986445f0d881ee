using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>What a provider's answer, or its silence, does to a sequence.</summary>
public sealed class ChannelAnswerTests
{
    private readonly List<DateTimeOffset> _calls = [];

    [Fact]
    public async Task Refused_TheSameTouchGoesOutOnTheNextChannel()
    {
        await using var app = await OpenAsync(PushAnswers(_ => new SendResult.RefusedForGood("token expired", Suppress: true)), FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(45);

        Assert.Equal(["day 30 09:00 again:first email", "day 37 09:00 again:second email"], await app.SentAsync("anna"));
        Assert.Equal(["first email Accepted", "first push Refused", "second email Accepted"], (await app.LedgerAsync("anna")).Order(StringComparer.Ordinal));
        Assert.Equal([Day(30)], _calls);
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task RefusedForNow_TheSameChannelIsAskedAgainWhenItSays()
    {
        await using var app = await OpenAsync(
            PushAnswers(call => call == 1 ? new SendResult.RefusedForNow("too many", Day(30, 5)) : new SendResult.Accepted("p1")), FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(45);

        Assert.Equal([Day(30), Day(30, 5)], _calls);
        Assert.Equal(["first push Accepted", "second email Accepted"], await app.LedgerAsync("anna"));
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Unavailable_NothingLeftSoTheChannelIsTriedAgainWithPatience()
    {
        await using var app = await OpenAsync(
            PushAnswers(call => call <= 2 ? throw new ChannelUnavailableException("no route") : new SendResult.Accepted("p1")), FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(45);

        Assert.Equal([Day(30), Day(30).AddMinutes(10), Day(30).AddMinutes(30)], _calls);
        Assert.Equal(["first push Accepted", "second email Accepted"], await app.LedgerAsync("anna"));
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task BrokenInAnyOtherWay_IsUnknownAndNeverRepeated()
    {
        await using var app = await OpenAsync(PushAnswers(_ => throw new TimeoutException("no answer")), FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(45);

        Assert.Equal([Day(30)], _calls);
        Assert.Equal(["first push Unknown", "second email Accepted"], await app.LedgerAsync("anna"));
        Assert.Equal("completed", await app.EndOfSequenceAsync("anna"));
        await app.AssertKeptAsync();
    }

    private Action<IServiceCollection> PushAnswers(Func<int, SendResult> answer) => services =>
    {
        services.RemoveAll<IChannel>();
        services.AddSingleton<IChannel>(provider => new OutboxChannel(Channel.Email, provider.GetRequiredService<Outbox>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IChannel>(provider => new AnsweringPush(provider.GetRequiredService<TimeProvider>(), _calls, answer));
    };

    private sealed class AnsweringPush(TimeProvider clock, List<DateTimeOffset> calls, Func<int, SendResult> answer) : IChannel
    {
        public Channel Channel => Channel.Push;

        public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel)
        {
            calls.Add(clock.GetUtcNow());
            return Task.FromResult(answer(calls.Count));
        }
    }
}
