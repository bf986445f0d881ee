using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;
using WinBack.Storage.Campaigns;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting.Guards;

/// <summary>A publication neither forgets that guards paused a campaign nor what resuming it accepted.</summary>
public sealed class GuardPublishTests
{
    private readonly AGuarded _world = new();
    private readonly AHook _hook = new();

    [Fact]
    public async Task Publish_OverAPauseByGuards_StaysPausedAndSaysWhyAndWhatToDo()
    {
        await HarmedAsync();
        _world.Clock.Advance(TimeSpan.FromDays(1));

        var published = await _world.PublishAsync("{failures: 30%}");

        Assert.Equal((2, CampaignStatus.Paused), (published.Version, published.Status));
        Assert.Equal(CampaignStatus.Paused, await _world.StatusAsync());
        var says = GuardPauseText.StaysPaused(published)!;
        Assert.StartsWith("it stays paused: its guards paused it on 2026-11-24 12:00Z (harm: 10 points more", says, StringComparison.Ordinal);
        Assert.EndsWith("publishing does not resume it. When you have looked at it: ./winback campaign resume a, or POST /api/admin/campaigns/a/status/active", says, StringComparison.Ordinal);
        Assert.Equal(says, (await _world.History.LogAsync("a"))[^1].Why);
        Assert.Equal((GuardNames.By, Given.Noon), await _world.History.PausedByAsync(published) is { } deed ? (deed.By, deed.At) : default);
        var report = await ReportAsync();
        Assert.True(report.IsPaused);
        Assert.Equal(Given.Noon, report.Paused!.At);
    }

    [Fact]
    public async Task Run_PublishedAfterResuming_StillAcceptsTheHarmThereWasAndSaysWhenItPaused()
    {
        await HarmedAsync();
        await ResumeAsync();
        await _world.PublishAsync("{failures: 30%}");

        Assert.Empty((await _world.Instance(_hook).RunAsync()).Paused);
        Assert.Equal(CampaignStatus.Active, await _world.StatusAsync());
        Assert.Equal(Given.Noon, (await ReportAsync()).Paused!.At);

        await _world.SumAsync((10_800, 1_620), (1_200, 0));
        Assert.Single((await _world.Instance(_hook).RunAsync()).Paused);
        Assert.Equal(["guard.a.1.20261124T120000Z", "guard.a.2.20261124T120000Z"], _hook.Posted.Select(each => each.Key));
    }

    [Fact]
    public async Task Run_ResumedAfterPublishing_AcceptsWhatPausedItByTheNewBoundToo()
    {
        await HarmedAsync();
        await _world.PublishAsync("{harm: 4%}");
        await ResumeAsync();

        Assert.Empty((await _world.Instance(_hook).RunAsync()).Paused);
    }

    [Fact]
    public async Task Run_AnotherBoundPublishedAfterResuming_JudgesAnew()
    {
        await HarmedAsync();
        await ResumeAsync();
        await _world.PublishAsync("{harm: 4%}");

        Assert.Single((await _world.Instance(_hook).RunAsync()).Paused);
    }

    [Fact]
    public async Task Run_AnotherBoundApprovedAndActivatedAfterResuming_JudgesAnew()
    {
        await HarmedAsync();
        await ResumeAsync();
        CampaignStore strict = new(_world.Tables, _world.Clock, new() { RequireApproval = true });
        await strict.PublishAsync("a.yaml", AGuarded.File("{harm: 4%}"), "anna");
        Assert.Empty((await _world.Instance(_hook).RunAsync()).Paused);         // the version that stands is the one that was resumed
        await strict.SetStatusAsync("a", CampaignStatus.Approved, "ben");
        await strict.SetStatusAsync("a", CampaignStatus.Active, "ben");

        Assert.Single((await _world.Instance(_hook).RunAsync()).Paused);
    }

    [Fact]
    public async Task Publish_OverAPersonsPauseAfterResuming_IsActive()
    {
        await HarmedAsync();
        await ResumeAsync();
        await _world.Store.SetStatusAsync("a", CampaignStatus.Paused, "ben");

        var published = await _world.PublishAsync("{failures: 30%}");

        Assert.Equal((CampaignStatus.Active, (string?)null), (published.Status, GuardPauseText.StaysPaused(published)));
        Assert.Null((await _world.History.LogAsync("a"))[^1].Why);
    }

    private async Task HarmedAsync()
    {
        await _world.PublishAsync("{}");
        await _world.SumAsync((10_800, 1_080), (1_200, 0));
        Assert.Single((await _world.Instance(_hook).RunAsync()).Paused);
    }

    private Task<bool> ResumeAsync() => _world.Store.SetStatusAsync("a", CampaignStatus.Active, "ben");

    private async Task<GuardReport> ReportAsync()
    {
        var campaign = (await new CampaignStore(_world.Tables, _world.Clock).CurrentAsync()).Find("a")!;
        return (await _world.Reader().ReadAsync(campaign, _world.Clock.GetUtcNow(), upToDate: false)).Guards!;
    }
}
