using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>What users of other systems reported of their triggers, each by its thread; held against every kind of trigger.</summary>
public sealed class TriggerPeerComplaintTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Theory]
    [InlineData(NeverActive.Exclude, 0)]
    [InlineData(NeverActive.FromFirstSeen, 1)]
    public async Task Mautic4635_NeverActiveInOneOfSeveralSilences_IsTreatedAsTheRuleSays(NeverActive neverActive, int enrolled)
    {
        var world = new AWorld(campaigns: Lapse(LapseJoin.All, new(Threshold.Days(30), ["purchase"], neverActive), new(Threshold.Days(10), ["app_opened"])));
        await world.ApplyAsync(Given.Event("app_opened", Noon));

        world.Clock.SetUtcNow(Noon.AddDays(30));
        Assert.Equal(enrolled, (await world.ScanAsync()).Enrolled);
    }

    [Theory]
    [InlineData(15, 59, 0)]
    [InlineData(16, 0, 1)]
    public async Task Mautic15191_HoursAfterAnEvent_AreHours(int hours, int minutes, int enrolled)
    {
        var world = new AWorld(campaigns: On("cart_updated", "PT16H"));
        await world.ApplyAsync(Given.Event("cart_updated", Noon));

        world.Clock.SetUtcNow(Noon.AddHours(hours).AddMinutes(minutes));
        Assert.Equal(enrolled, (await world.ScanAsync()).Enrolled);
    }

    [Fact]
    public async Task Mautic7338And16026_SecondAbandonedCart_EntersAgain()
    {
        var world = new AWorld(campaigns: On("cart_updated", "PT1H", "purchase") with { CoolDown = Threshold.Zero });
        await world.ApplyAsync(Given.Event("cart_updated", Noon));
        world.Clock.SetUtcNow(Noon.AddHours(1));
        Assert.Equal(1, (await world.ScanAsync()).Enrolled);
        world.Clock.SetUtcNow(Noon.AddDays(15));   // the window has closed
        await world.ScanAsync();

        await world.ApplyAsync(Given.Event("cart_updated", world.Now, "again"));
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await world.ScanAsync()).Enrolled);
        Assert.Equal(2, Assert.Single((await world.UserAsync()).Open).Episode);
    }

    [Fact]
    public async Task Mautic7881_SameEvent_EntersOnce()   // whatever is scanned, and however often the event is sent
    {
        var world = new AWorld(campaigns: On("cart_updated", "PT1H") with { CoolDown = Threshold.Zero });
        await world.ApplyAsync(Given.Event("cart_updated", Noon));
        for (var hour = 1; hour < 24 * 30; hour++)
        {
            world.Clock.SetUtcNow(Noon.AddHours(hour));
            await world.ScanAsync();
            await world.ApplyAsync(Given.Event("cart_updated", Noon));
        }

        Assert.Single(await world.People.EnrolmentsAsync("anna"));
    }

    [Fact]
    public async Task Mautic9636_AtRisk_LeavesWithTheNextActivityAndComesAgainWithTheNextSilence()
    {
        var campaign = Given.Campaign();
        campaign = campaign with { Lapse = campaign.Lapse! with { AtRisk = 0.5 }, CoolDown = Threshold.Zero };
        var world = new AWorld(campaigns: campaign);
        await world.ApplyAsync(Given.Purchase(Noon));
        world.Clock.SetUtcNow(Noon.AddDays(15));
        Assert.Equal(1, (await world.ScanAsync()).Enrolled);

        await world.ApplyAsync(Given.Purchase(world.Now.AddSeconds(1), "back"));
        Assert.Equal(EnrolmentStatus.Returned, Assert.Single((await world.UserAsync()).Open).Status);
        world.Clock.SetUtcNow(Noon.AddDays(30).AddSeconds(1));
        await world.ScanAsync();
        Assert.Equal(2, Assert.Single((await world.UserAsync()).Open).Episode);
    }

    [Fact]
    public async Task Mautic8113And3058_TenThousandWhoWait_CostNothingUntilTheirTime()
    {
        var tables = new CountingTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: [On("cart_updated", "P10D"), Lapse(LapseJoin.Any, new(Threshold.Days(90), ["purchase"]), new(Threshold.Days(60), ["cart_updated"]) { Rhythm = new() }) with { Id = "quiet" }]);
        await world.ApplyAsync(Given.Event("cart_updated", world.Now, "one", "first"));
        while ((await world.ScanAsync()).Backfilled > 0)
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        var few = await NineDaysAsync();
        await world.ApplyAsync([.. Enumerable.Range(0, 10_000).Select(i => Given.Event("cart_updated", world.Now, "e", $"u{i}"))]);
        Assert.InRange(await NineDaysAsync(), 1, few * 1.05);

        async Task<long> NineDaysAsync()
        {
            tables.Reset();
            for (var hour = 0; hour < 24 * 9; hour++)
            {
                world.Clock.Advance(TimeSpan.FromHours(1));
                await world.ScanAsync();
            }

            return tables.Sum().Total;
        }
    }

    private static Campaign Lapse(LapseJoin join, params SilenceRule[] parts) => Given.Campaign() with { Lapse = new(join, parts) };

    private static Campaign On(string type, string after, params string[] unless) =>
        Given.Campaign("trigger") with { Lapse = null, On = new(type, Given.Threshold(after), unless) };
}
