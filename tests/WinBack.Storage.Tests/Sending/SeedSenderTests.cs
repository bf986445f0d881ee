using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

public sealed class SeedSenderTests
{
    private readonly MemoryTables _tables = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly AddressHasher _hasher = new(new() { AddressHashKey = new('k', 32) });
    private readonly Outbox _outbox;
    private readonly SuppressionStore _suppressions;
    private readonly SeedSender _sender;

    public SeedSenderTests()
    {
        _outbox = new(_tables);
        _suppressions = new(_tables, _hasher);
        var channels = new Channels(Enum.GetValues<Channel>().Select(channel => new OutboxChannel(channel, _outbox, _clock)), new(), new Paces(_tables));
        var links = new LinkOptions { BaseUrl = "https://hello.shop.example", Keys = [new() { Id = "k1", Secret = new('s', 32) }] };
        _sender = new(_suppressions, channels, new(links, new(), new(links), _hasher), new LapseOptions(), _clock);
    }

    [Fact]
    public async Task Send_EveryTouchAndChannel_ArrivesMarked()
    {
        var results = await _sender.SendAsync(ACampaign.With(0, 7), [AUser.Reachable()]);

        Assert.Equal(6, results.Count);
        Assert.All(results, result => Assert.Equal((1, true, "sent"), (result.Seed, result.IsSent, result.Detail)));
        var messages = await MessagesAsync();
        Assert.Equal(6, messages.Count);
        Assert.All(messages, message => Assert.Equal((true, ""), (message.IsTest, message.UserId)));
        Assert.Equal(["[Test] Subject", "[Test] Text", "[Test] Title"], messages.Select(message => message.Content.Subject ?? message.Content.Title ?? message.Content.Text).Distinct().Order());
    }

    [Theory]
    [InlineData(null, "Take SAMPLE-CODE for 10%")]
    [InlineData("BACK-##########", "Take BACK-XXXXXXXXXX for 10%")]
    public async Task Send_Offer_ShowsASampleCodeAndTakesNone(string? pattern, string text)
    {
        var touch = ACampaign.Touch("t1", Threshold.Zero, Channel.Sms) with
        {
            Offer = new() { Id = "spring", Value = new() { Percent = 10 }, Pattern = pattern },
            Templates = new Dictionary<Channel, Template> { [Channel.Sms] = new(null, null, "{{#if offer}}Take {{offer.code}} for {{offer.value}}{{/if}}", null) },
        };
        await new OfferStock(_tables, _clock).ImportAsync("spring", ["REAL-1"]);
        var own = new OfferGrant { Offer = "spring", Campaign = "replenish", Version = 1, Episode = 1, Touch = "t1", EnrolledAt = Given.Noon, Code = "REAL-0", Value = new() { Percent = 10 }, At = Given.Noon, Place = new(0, "K") };

        await _sender.SendAsync(ACampaign.With(0) with { Touches = [touch] }, [AUser.Reachable() with { Offers = [own] }]);

        Assert.Equal("[Test] " + text, Assert.Single(await MessagesAsync()).Content.Text);
        Assert.Equal(new OfferCounts(1, 0, 0, 0), await new OfferStock(_tables, _clock).CountAsync("spring"));
    }

    [Fact]
    public async Task Send_WelcomeBack_ArrivesAsWell() =>
        Assert.Equal(["t1", "welcome-back"], (await _sender.SendAsync(ACampaign.With(0) with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Email)], WelcomeBack = ACampaign.Touch("welcome-back", Threshold.Days(1), Channel.Email) }, [AUser.Reachable()])).Select(result => result.Touch));

    [Fact]
    public async Task Send_Links_AreTheCampaignsOwnAndTheWayOutIsTheSeeds()
    {
        await _sender.SendAsync(ACampaign.With(0), [AUser.Reachable()]);

        var email = (await MessagesAsync()).Single(message => message.Channel == Channel.Email);
        Assert.Contains("https://shop.example/", email.Content.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/l/", email.Content.Text, StringComparison.Ordinal);
        Assert.StartsWith("https://hello.shop.example/u/", email.UnsubscribeUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_SuppressedAddress_GetsNothing()
    {
        await _suppressions.SuppressAsync(Channel.Email, _hasher.Of("anna@example.com"), "stop", Given.Noon);

        var results = await _sender.SendAsync(ACampaign.With(0), [AUser.Reachable()]);

        Assert.Equal("the address is suppressed: its owner said stop, or it is dead", results.Single(result => result.Channel == Channel.Email).Detail);
        Assert.DoesNotContain(await MessagesAsync(), message => message.Channel == Channel.Email);
    }

    [Fact]
    public async Task Send_SeedWithoutConsentOrCapsOrAtNight_GetsItAllTheSame()
    {
        var campaign = ACampaign.With(0) with { Caps = [new(null, 0, TimeSpan.FromDays(1))], QuietHours = new(new(11, 0), new(13, 0), TimeSpan.Zero) };

        Assert.All(await _sender.SendAsync(campaign, [AUser.Reachable().Saying(Channel.Email, given: false)]), result => Assert.True(result.IsSent));
    }

    [Fact]
    public async Task Send_NothingToSay_SaysSo()
    {
        var touch = ACampaign.Touch("t1", Threshold.Zero, Channel.Sms);
        var campaign = ACampaign.With(0) with { Touches = [touch with { Templates = new Dictionary<Channel, Template> { [Channel.Sms] = new(null, null, "{{attributes.none}}", null) } }] };

        var result = Assert.Single(await _sender.SendAsync(campaign, [AUser.Reachable()]));

        Assert.Equal((false, "nothing to send: the text is empty for this person"), (result.IsSent, result.Detail));
    }

    [Fact]
    public async Task Send_Twice_ArrivesTwice()
    {
        await _sender.SendAsync(ACampaign.With(0), [AUser.Reachable()]);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await _sender.SendAsync(ACampaign.With(0), [AUser.Reachable()]);

        Assert.Equal(6, (await MessagesAsync()).Select(message => message.Key).Distinct().Count());
    }

    [Fact]
    public async Task Send_MoreSeedsThanAllowed_IsRefused() => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => _sender.SendAsync(ACampaign.With(0), [.. Enumerable.Range(0, SeedSender.MostSeeds + 1).Select(seed => AUser.Reachable($"s{seed}"))]));

    private async Task<List<OutboundMessage>> MessagesAsync()
    {
        var day = DateOnly.FromDateTime(Given.Noon.UtcDateTime);
        return await _outbox.ReadAsync(day, day).Select(entry => entry.Message).ToListAsync();
    }
}
