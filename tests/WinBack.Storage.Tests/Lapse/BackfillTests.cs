using WinBack.Core.Campaigns;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

public sealed class BackfillTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public async Task Continue_CampaignPublished_ReachesUsersWhomNoEventTouches()
    {
        var world = await OldUsersAsync(10);
        world.Campaigns.Set = new CampaignSet(2, [Given.Campaign()], []);

        Assert.Equal(0, (await world.ScanAsync()).Backfilled);   // another instance may still judge by the set before
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        var filled = await world.ScanAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(10, filled.Backfilled);
        Assert.Equal(10, filled.Enrolled + (await world.ScanAsync()).Enrolled);
        Assert.Equal(10, world.Sequences.Started.Count);
    }

    [Fact]
    public async Task Continue_BoundedPerScan_GoesOnWhereItStood()
    {
        var world = await OldUsersAsync(10);
        world.Options.BackfillPerScan = 4;
        world.Campaigns.Set = new CampaignSet(2, [Given.Campaign()], []);
        await world.ScanAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(30));

        List<int> filled = [];
        for (var i = 0; i < 4; i++)
            filled.Add((await world.ScanAsync()).Backfilled);
        Assert.Equal([4, 4, 2, 0], filled);
    }

    [Fact]
    public async Task Continue_PublishedAgainHalfWay_BeginsAfresh()
    {
        var world = await OldUsersAsync(10);
        world.Options.BackfillPerScan = 6;
        world.Campaigns.Set = new CampaignSet(2, [Given.Campaign()], []);
        await world.ScanAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.ScanAsync();
        world.Campaigns.Set = new CampaignSet(3, [Given.Campaign(), Given.Campaign("second", "P20D")], []);
        await world.ScanAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 3; i++)
        {
            await world.ScanAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(10, world.Sequences.Started.Count(each => each.Campaign == "replenish"));
        Assert.Equal(10, world.Sequences.Started.Count(each => each.Campaign == "second"));
    }

    [Fact]
    public async Task Continue_UserJudgedMeanwhile_IsLeftAlone()
    {
        var world = await OldUsersAsync(3);
        world.Campaigns.Set = new CampaignSet(2, [Given.Campaign()], []);
        await world.ScanAsync();
        await world.ApplyAsync(Given.Event("view", Noon, user: "u1"));
        world.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(2, (await world.ScanAsync()).Backfilled);
    }

    [Fact]
    public async Task Continue_InstanceThatHadNotSeenTheSet_ItsUsersAreMadeGood()
    {
        // Judged by set 2 on one instance, then changed on one that still had set 1: the new campaign must not lose the user.
        var (before, after) = (new CampaignSet(1, [], []), new CampaignSet(2, [Given.Campaign()], []));
        var world = new AWorld();
        world.Campaigns.Set = after;
        await world.ApplyAsync(Given.Reachable(Noon));
        await world.ScanAsync();
        world.Campaigns.Set = before;
        await world.ApplyAsync(Given.Purchase(Noon.AddDays(-40)));
        world.Campaigns.Set = after;
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.ScanAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.ScanAsync();

        Assert.Single(world.Sequences.Started);
    }

    private static async Task<AWorld> OldUsersAsync(int count)
    {
        var world = new AWorld();
        for (var i = 0; i < count; i++)
            await world.ApplyAsync(Given.Purchase(Noon.AddDays(-40), user: $"u{i}"));
        return world;
    }
}
