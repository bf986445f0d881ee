using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>A threshold from everybody's gaps, measured by the walk of the publication.</summary>
public sealed class BaseRhythmTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private static readonly Campaign Everybodys = Given.Campaign() with
    {
        Lapse = new(LapseJoin.All, [new(Threshold.Days(5), ["purchase"]) { Rhythm = new(Quantile: 0.8, Times: 2) { Of = RhythmOf.Base } }]),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Walk_AllShards_MeasuresTheGapAndJudgesByIt(int shards)
    {
        // Eight in ten buy weekly, the others every 30 days: the gap is 7 days, the threshold 14.
        var world = await WorldAsync(shards, users: 50);
        world.Options.BackfillPerScan = 3;
        await WalkAsync(world);

        Assert.Equal(7, world.Campaigns.Set.Find("replenish")!.Lapse!.Parts[0].Rhythm!.BaseGap);
        Assert.Equal(Noon.AddDays(14), (await world.UserAsync("u0")).NextCheck);
        Assert.Equal(Noon.AddDays(14), (await world.UserAsync("u49")).NextCheck);
        Assert.Empty(world.Sequences.Started);
        world.Clock.SetUtcNow(Noon.AddDays(14));
        await world.ScanAsync();
        Assert.Equal(50, world.Sequences.Started.Count);
        Assert.Equal("everybody's rhythm: 80 % of gaps were at most 7 days, times 2", (await world.UserAsync("u0")).Open[0].LapsedBy![0].How);
    }

    [Fact]
    public async Task Walk_TooFewGaps_LeavesTheFixedThreshold()
    {
        var world = await WorldAsync(1, users: 9);
        await WalkAsync(world);

        Assert.Equal(0, world.Campaigns.Set.Find("replenish")!.Lapse!.Parts[0].Rhythm!.BaseGap);
        Assert.Equal(Noon.AddDays(5), (await world.UserAsync("u0")).NextCheck);
    }

    [Fact]
    public void Judge_NotMeasuredYet_TakesInNobody() => Assert.Contains(
        "being measured",
        Assert.IsType<LapseVerdict.Barred>(LapseJudge.Judge(Given.User(), Everybodys, NodaTime.DateTimeZone.Utc, Noon.AddDays(6))).Why,
        StringComparison.Ordinal);

    [Fact]
    public async Task Set_KeepsTheGapThroughAPause_AndForgetsItWithTheNextVersion()
    {
        var store = new CampaignStore(new MemoryTables(), TimeProvider.System);
        const string file = "id: a\nname: A\nstatus: active\ngoal: b\nlapse: {after: P9D, since: b, rhythm: {of: base}}\ntouches: [{id: t, delay: P0D, channels: sms, sms: {body: Hello}}]\n";
        await store.PublishAsync("a.yaml", file, "test");
        await store.SetAsync("a", 1, 0, 12);
        await store.SetStatusAsync("a", CampaignStatus.Paused, "test");
        Assert.Equal(12, await GapAsync());
        var version = (await store.CurrentAsync()).Version;
        await store.SetAsync("a", 1, 0, 12);
        Assert.Equal(version, (await store.CurrentAsync()).Version);   // the same again makes no set to walk for

        await store.PublishAsync("a.yaml", file + "priority: 1\n", "test");
        await store.SetAsync("a", 1, 0, 20);   // of a walk that is over
        Assert.Null(await GapAsync());

        async Task<int?> GapAsync() => (await store.CurrentAsync()).Find("a")!.Lapse!.Parts[0].Rhythm!.BaseGap;
    }

    private static async Task<AWorld> WorldAsync(int shards, int users)
    {
        var world = new AWorld(shards: shards);
        for (var i = 0; i < users; i++)
        {
            var every = i % 10 < 8 ? 7 : 30;
            await world.ApplyAsync([.. Enumerable.Range(0, 6).Select(n => Given.Purchase(Noon.AddDays(-n * every), $"o{n}", $"u{i}"))]);
        }

        world.Campaigns.Set = new CampaignSet(2, [Everybodys], []);
        return world;
    }

    private static async Task WalkAsync(AWorld world)
    {
        for (var i = 0; i < 60; i++)
        {
            await world.ScanAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(31));
        }
    }
}
