using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Storage.Lapse;
using WinBack.Storage.Sending;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>The nightly look for codes that crashes left taken for nobody.</summary>
public sealed class OfferReclaimTests
{
    private static readonly Offer Spring = new() { Id = "spring", Value = new() { Amount = 5, Currency = "EUR" } };
    private static readonly OfferCodes Codes = new(new() { AddressHashKey = new string('k', 32) });

    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly MemoryTables _tables = new();
    private readonly ScanHeartbeat _heartbeat;
    private readonly OfferStore _store;
    private readonly OfferReclaim _reclaim;

    public OfferReclaimTests()
    {
        _heartbeat = new(_tables);
        _store = new(_tables, Codes, _clock);
        var campaign = ACampaign.With(0) with { Touches = [ACampaign.Touch("t1", Threshold.Zero) with { Offer = Spring }] };
        _reclaim = new(_tables, _store, new FixedCampaigns(ACampaign.Set(campaign)), _heartbeat, _clock);
    }

    [Fact]
    public async Task Run_AWeekLater_FreesWhatNobodyHoldsAndLeavesTheRest()
    {
        var kept = await TakeAsync("kept");
        await TakeAsync("loose");
        await _store.KeepAsync("spring", kept.Place, default);
        await AgeAsync(days: 7);
        await TakeAsync("fresh");

        Assert.Equal(1, await _reclaim.RunAsync());
        Assert.Equal(0, await _reclaim.RunAsync());      // the same night once more

        Assert.Equal((7, 2, 1), await CountsAsync());
    }

    // Enrolments are still pinned to the version before, and crash as any other.
    [Fact]
    public async Task Run_OfferThatOnlyAnEarlierVersionMakes_FreesItsCodesToo()
    {
        var earlier = ACampaign.With(0) with { Touches = [ACampaign.Touch("t1", Threshold.Zero) with { Offer = Spring }] };
        var current = ACampaign.With(0) with { Version = earlier.Version + 1 };
        await TakeAsync("loose");
        await AgeAsync(days: 7);

        Assert.Equal(1, await new OfferReclaim(_tables, _store, new FixedCampaigns(new CampaignSet(2, [current], [earlier])), _heartbeat, _clock).RunAsync());
    }

    [Fact]
    public async Task Run_SomeRowsANight_ComesToAllInTurnAndBeginsAgain()
    {
        for (var i = 0; i < 12; i++)
            await TakeAsync($"e{i}");
        await AgeAsync(days: 8);

        var nights = new List<int?>();
        for (var night = 0; night < 5; night++)
            nights.Add(await _reclaim.RunAsync(mostRows: 3));

        Assert.Equal([3, 3, 3, 3, 0], nights);
        await TakeAsync("later");
        await AgeAsync(days: 8);
        Assert.Equal(1, await _reclaim.RunAsync(mostRows: 3));
    }

    [Fact]
    public async Task Run_RowsThatStay_DoNotHoldUpThoseBehindThem()
    {
        for (var i = 0; i < 12; i++)
        {
            var taken = await TakeAsync($"e{i}");
            if (i != 7)
                await _store.KeepAsync("spring", taken.Place, default);
        }

        await AgeAsync(days: 8);
        var reclaimed = 0;
        for (var night = 0; night < 5; night++)
            reclaimed += (await _reclaim.RunAsync(mostRows: 3))!.Value;

        Assert.Equal(1, reclaimed);
    }

    // After a long stand-still a person's row may hold a code that is not noted yet: the scan notes it first.
    [Theory]
    [InlineData(null)]
    [InlineData(61)]
    public async Task Run_NoScanLately_LooksAtNothing(int? minutesAgo)
    {
        await TakeAsync("loose");
        _clock.Advance(TimeSpan.FromDays(9));
        if (minutesAgo is { } minutes)
            await _heartbeat.BeatAsync(_clock.GetUtcNow().AddMinutes(-minutes));

        Assert.Null(await _reclaim.RunAsync());
        Assert.Equal(1, (await CountsAsync()).Loose);
    }

    private async Task AgeAsync(int days)
    {
        _clock.Advance(TimeSpan.FromDays(days));
        await _heartbeat.BeatAsync(_clock.GetUtcNow());
    }

    private async Task<OfferAnswer.Reserved> TakeAsync(string enrolment)
    {
        await new OfferStock(_tables, _clock).ImportAsync("spring", [.. Enumerable.Range(0, 3).Select(i => $"{enrolment}-{i}")]);
        return Assert.IsType<OfferAnswer.Reserved>(await _store.TakeAsync(Spring, Codes.KeyOf(enrolment, "spring"), Spring.Value));
    }

    private async Task<(long Free, long Taken, long Loose)> CountsAsync()
    {
        var counts = await new OfferStock(_tables, _clock).CountAsync("spring");
        return (counts.Free, counts.Taken, counts.Loose);
    }
}
