using WinBack.Core.Campaigns;
using WinBack.Storage.Reporting.Guards;
using Xunit;

namespace WinBack.Storage.Tests.Reporting.Guards;

/// <summary>The word of a pause arrives at least once, whatever dies on its way.</summary>
public sealed class GuardNoticesTests
{
    private readonly AGuarded _world = new();

    [Fact]
    public async Task Deliver_ProcessDiedBetweenPauseAndPost_IsMadeGoodByTheNextRun()
    {
        await TrippedAsync();
        await Assert.ThrowsAsync<DiedException>(() => _world.Instance(new AHook(() => throw new DiedException())).RunAsync());
        Assert.Equal(CampaignStatus.Paused, await _world.StatusAsync());
        AHook hook = new();

        Assert.Equal(new NoticeResult(0, 1, 0), (await _world.Instance(hook).RunAsync()).Notices);      // the dead one may still be at it
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new NoticeResult(1, 0, 0), (await _world.Instance(hook).RunAsync()).Notices);
        Assert.Equal(new NoticeResult(0, 0, 0), (await _world.Instance(hook).RunAsync()).Notices);

        Assert.Equal("guard.a.1.20261124T120000Z", Assert.Single(hook.Posted).Key);
        Assert.Equal(["published anna", "paused guard"], await _world.LogAsync());
    }

    [Fact]
    public async Task Deliver_NotTaken_IsRepeatedWithTheSameBytesAndGivenUpAfterAWeek()
    {
        await TrippedAsync();
        AHook hook = new(() => false);
        Assert.Equal(new NoticeResult(0, 1, 0), (await _world.Instance(hook).RunAsync()).Notices);
        for (var day = 1; day < 7; day++)
        {
            _world.Clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(new NoticeResult(0, 1, 0), (await _world.Instance(hook).RunAsync()).Notices);
        }

        _world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new NoticeResult(0, 0, 1), (await _world.Instance(hook).RunAsync()).Notices);
        Assert.Equal(new NoticeResult(0, 0, 0), (await _world.Instance(hook).RunAsync()).Notices);
        Assert.Equal(8, hook.Posted.Count);
        Assert.All(hook.Posted, post => Assert.Equal((hook.Posted[0].Key, Convert.ToHexString(hook.Posted[0].Body)), (post.Key, Convert.ToHexString(post.Body))));
    }

    [Fact]
    public async Task Run_NobodyToHear_PausesAndLeavesNoWord()
    {
        await TrippedAsync();

        var result = await _world.Instance().RunAsync();

        Assert.Single(result.Paused);
        Assert.Equal(new NoticeResult(0, 0, 0), result.Notices);
    }

    private async Task TrippedAsync()
    {
        await _world.PublishAsync("{}");
        await _world.SumAsync(accepted: 60, refused: 40);
    }

    private sealed class DiedException : Exception;
}
