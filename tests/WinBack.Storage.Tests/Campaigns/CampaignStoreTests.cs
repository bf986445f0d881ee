using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Campaigns;

public sealed class CampaignStoreTests
{
    private readonly MemoryTables _tables = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly CampaignStore _store;

    public CampaignStoreTests() => _store = new(_tables, _clock);

    [Fact]
    public async Task Publish_AFile_IsSeenAtOnceAsVersionOne()
    {
        var published = (await _store.PublishAsync("a.yaml", File("a"), "anna")).Campaign!;
        Assert.Equal((1, CampaignStatus.Active, Given.Noon), (published.Version, published.Status, published.PublishedAt));
        Assert.Equal("a", Assert.Single((await _store.CurrentAsync()).Active).Id);
    }

    [Fact]
    public async Task Publish_TheSameFileAgain_ChangesNothing()
    {
        await _store.PublishAsync("a.yaml", File("a"), "anna");
        var before = (await _store.CurrentAsync()).Version;
        Assert.Equal(1, (await _store.PublishAsync("a.yaml", File("a"), "ben")).Campaign!.Version);
        Assert.Equal(before, (await _store.CurrentAsync()).Version);
    }

    [Fact]
    public async Task Publish_TheSameFileOfAPausedCampaign_DoesNotResumeIt()
    {
        await _store.PublishAsync("a.yaml", File("a"), "anna");
        Assert.True(await _store.SetStatusAsync("a", CampaignStatus.Paused, "ben"));
        Assert.Equal(CampaignStatus.Paused, (await _store.PublishAsync("a.yaml", File("a"), "pipeline")).Campaign!.Status);
        Assert.Equal(CampaignStatus.Paused, await _store.StatusAsync("a"));
    }

    [Fact]
    public async Task Publish_AnotherText_KeepsTheEarlierVersionAndTheFirstDay()
    {
        await _store.PublishAsync("a.yaml", File("a"), "anna");
        _clock.Advance(TimeSpan.FromDays(3));
        var second = (await _store.PublishAsync("a.yaml", File("a", subject: "Hello again"), "anna")).Campaign!;
        Assert.Equal((2, Given.Noon), (second.Version, second.PublishedAt));
        var set = await _store.CurrentAsync();
        Assert.Equal("Hello", set.Find("a", 1)!.Touches[0].Templates.Values.Single().Subject);
        Assert.Equal("Hello again", set.Find("a")!.Touches[0].Templates.Values.Single().Subject);
    }

    [Fact]
    public async Task Publish_AFileWithErrors_PublishesNothing()
    {
        Assert.NotEmpty((await _store.PublishAsync("a.yaml", "id: a", "anna")).Errors);
        Assert.Empty((await _store.CurrentAsync()).Current);
    }

    [Fact]
    public async Task Publish_ManyAtOnce_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => new CampaignStore(_tables, _clock).PublishAsync("x.yaml", File($"c{i}"), "anna")));
        Assert.Equal(8, (await _store.CurrentAsync()).Active.Count);
    }

    [Fact]
    public async Task Pause_OnAnotherInstance_IsInForceForTheLastLookAndSeenWithinFifteenSeconds()
    {
        await _store.PublishAsync("a.yaml", File("a"), "anna");
        var other = new CampaignStore(_tables, _clock);
        Assert.Single((await other.CurrentAsync()).Active);
        await _store.SetStatusAsync("a", CampaignStatus.Paused, "anna");
        Assert.Equal(CampaignStatus.Paused, await other.StatusAsync("a"));
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Empty((await other.CurrentAsync()).Active);
    }

    [Fact]
    public async Task SetStatus_OfAnUnknownCampaign_IsRefused()
    {
        Assert.False(await _store.SetStatusAsync("nobody", CampaignStatus.Paused, "anna"));
        Assert.Null(await _store.StatusAsync("nobody"));
    }

    private static string File(string id, string subject = "Hello") => $$"""
        id: {{id}}
        name: Again
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        touches: [ { id: first, delay: PT0S, channels: [email], email: { subject: "{{subject}}", body: "Hello" } } ]
        """;
}
