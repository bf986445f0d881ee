using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Campaigns;

public sealed class ExclusionStoreTests
{
    private const string Anna = "exclude: {field: id, is: anna}";

    private readonly MemoryTables _tables = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly CampaignStore _campaigns;
    private readonly ExclusionStore _store;

    public ExclusionStoreTests() => (_campaigns, _store) = (new(_tables, _clock), new(_tables, _clock));

    [Fact]
    public async Task Publish_AList_IsInEveryVersionOfEveryCampaignWithinFifteenSeconds()
    {
        await PublishAsync("a", "Hello");
        await PublishAsync("a", "Hello again");
        Assert.False(Excludes((await _campaigns.CurrentAsync()).Find("a")!));

        Assert.Empty((await _store.PublishAsync("exclusions.yaml", Anna, "ben")).Errors);
        _clock.Advance(TimeSpan.FromSeconds(15));

        var set = await _campaigns.CurrentAsync();
        Assert.All([set.Find("a", 1)!, set.Find("a", 2)!], campaign => Assert.True(Excludes(campaign)));
        await PublishAsync("b", "Hello");
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.True(Excludes((await _campaigns.CurrentAsync()).Find("b")!));      // one that is published later, too
        Assert.Equal((Anna, "ben", Given.Noon), await _store.CurrentAsync());
    }

    [Fact]
    public async Task Publish_AnotherList_IsANewSetThatTheBackFillWalks()
    {
        await PublishAsync("a", "Hello");
        await _store.PublishAsync("exclusions.yaml", Anna, "ben");
        var before = (await new CampaignStore(_tables, _clock).CurrentAsync()).Version;

        await _store.PublishAsync("exclusions.yaml", Anna, "ben");                 // the same again changes nothing
        Assert.Equal(before, (await new CampaignStore(_tables, _clock).CurrentAsync()).Version);
        await _store.PublishAsync("exclusions.yaml", "exclude: nobody", "ben");

        var lifted = await new CampaignStore(_tables, _clock).CurrentAsync();
        Assert.Equal(before + 1, lifted.Version);
        Assert.False(Excludes(lifted.Find("a")!));
    }

    [Fact]
    public async Task Publish_WithErrors_LeavesTheListInForce()
    {
        await _store.PublishAsync("exclusions.yaml", Anna, "ben");

        Assert.NotEmpty((await _store.PublishAsync("exclusions.yaml", "exclude: {field: idd, is: x}", "ben")).Errors);
        Assert.Equal(Anna, (await _store.CurrentAsync())!.Value.Text);
    }

    [Fact]
    public async Task Publish_BesideCampaigns_LosesNeither()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0
            ? PublishAsync($"c{i}", "Hello")
            : new ExclusionStore(_tables, _clock).PublishAsync("f", $"exclude: {{field: id, in: [anna, u{i}]}}", "ben")));

        var set = await new CampaignStore(_tables, _clock).CurrentAsync();
        Assert.Equal(3, set.Active.Count);
        Assert.All(set.Active, campaign => Assert.True(Excludes(campaign)));
    }

    private static bool Excludes(Campaign campaign) => Exclusion.Objection(campaign, Given.User(), Given.Noon) is not null;

    private async Task PublishAsync(string id, string subject) => Assert.NotNull((await new CampaignStore(_tables, _clock).PublishAsync("f", $$"""
        id: {{id}}
        name: Again
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        touches: [ { id: first, delay: PT0S, channels: [email], email: { subject: "{{subject}}", body: "Hello" } } ]
        """, "anna")).Campaign);
}
