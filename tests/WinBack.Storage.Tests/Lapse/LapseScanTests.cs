using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

public sealed class LapseScanTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public async Task Run_WholeLife_EnrolsClosesAndEnrolsAgain()
    {
        var world = new AWorld(campaigns: Given.Campaign());
        await world.ApplyAsync(Given.Purchase(Noon));
        Assert.Equal(0, (await world.ScanAsync()).Due);

        world.Clock.SetUtcNow(Noon.AddDays(30));
        Assert.Equal((1, 1), Counted(await world.ScanAsync()));
        var open = Assert.Single((await world.UserAsync()).Open);
        Assert.Equal((1, Noon.AddDays(30), Noon.AddDays(44)), (open.Episode, open.EnrolledAt, open.WindowEnds));
        Assert.Equal("anna", Assert.Single(world.Sequences.Started).UserId);
        Assert.Equal((0, 0), Counted(await world.ScanAsync()));

        world.Clock.SetUtcNow(Noon.AddDays(40));
        await world.ApplyAsync(Given.Purchase(world.Now, "back", value: 33));
        world.Clock.SetUtcNow(Noon.AddDays(44));
        Assert.Equal(1, (await world.ScanAsync()).Closed);
        Assert.Equal(33, Assert.Single(await world.People.EnrolmentsAsync("anna")).Outcome!.Revenue);

        world.Clock.SetUtcNow(Noon.AddDays(70));
        Assert.Equal((1, 1), Counted(await world.ScanAsync()));
        Assert.Equal(2, Assert.Single((await world.UserAsync()).Open).Episode);
        Assert.Equal(2, world.Sequences.Started.Count);
    }

    [Fact]
    public async Task Run_ActiveMeanwhile_IsRefiledAndCostsOneCheckPerThreshold()
    {
        var world = new AWorld(campaigns: Given.Campaign());
        var looked = 0;
        for (var day = 0; day <= 300; day++)
        {
            world.Clock.SetUtcNow(Noon.AddDays(day));
            await world.ApplyAsync(Given.Purchase(world.Now, $"day-{day}"));
            looked += (await world.ScanAsync()).Due;
        }

        Assert.InRange(looked, 9, 11);
        Assert.Empty((await world.UserAsync()).Open);
        Assert.Single(await world.DueRowsAsync());
    }

    [Fact]
    public async Task Run_MissedForWeeks_FindsEverybodyAfterwards()
    {
        var world = new AWorld(shards: 4, campaigns: Given.Campaign());
        for (var i = 0; i < 50; i++)
            await world.ApplyAsync(Given.Purchase(Noon.AddHours(-i), user: $"u{i}"));

        world.Clock.SetUtcNow(Noon.AddDays(60));
        Assert.Equal(50, (await world.ScanAsync()).Enrolled);
    }

    [Fact]
    public async Task Run_SilentBeyondReach_DoesNotEnter()
    {
        var world = new AWorld(campaigns: Given.Campaign());
        await world.ApplyAsync(Given.Purchase(Noon.AddDays(-121)));

        Assert.Equal(0, (await world.ScanAsync()).Enrolled);
        Assert.Null((await world.UserAsync()).NextCheck);
    }

    [Fact]
    public async Task Run_TwoAtOnce_EnrolEachOnce()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Given.Campaign());
        for (var i = 0; i < 5; i++)
            await world.ApplyAsync(Given.Purchase(Noon, user: $"u{i}"));
        world.Clock.SetUtcNow(Noon.AddDays(30));
        tables.BeforeWrite = async (name, _) =>
        {
            if (name == PeopleKeys.Table)
                await world.ScanAsync();   // the other gets in before every write of this one
        };

        await world.ScanAsync();

        Assert.Equal(5, world.Sequences.Started.Count);
        for (var i = 0; i < 5; i++)
            Assert.Equal(1, Assert.Single((await world.UserAsync($"u{i}")).Open).Episode);
    }

    [Fact]
    public async Task Run_BetweenADueRowAndItsPerson_DoesNotDropTheRow()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Given.Campaign());
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.ApplyAsync(Given.Reachable(Noon));
        tables.BeforeWrite = async (name, _) =>
        {
            if (name == PeopleKeys.Table)
                await world.ScanAsync();   // sees the row; the person who will point at it is not written yet
        };
        await world.ApplyAsync(Given.Purchase(Noon.AddDays(-40)));   // lapsed already: due at once
        tables.BeforeWrite = null;
        Assert.NotNull((await world.UserAsync()).NextCheck);

        Assert.Equal(1, (await world.ScanAsync()).Enrolled);
    }

    [Fact]
    public async Task Run_StaleRow_IsDroppedOnceNobodyCanStillPointAtIt()
    {
        var world = new AWorld(campaigns: Given.Campaign());
        await world.ApplyAsync(Given.Purchase(Noon));
        await world.Due.FileAsync(new(DueKind.Check, Noon.AddMinutes(6), "anna", null, 0, null));

        world.Clock.SetUtcNow(Noon.AddMinutes(7));
        Assert.Equal(1, (await world.ScanAsync()).Stale);
        Assert.Equal(2, (await world.DueRowsAsync()).Count);
        world.Clock.SetUtcNow(Noon.AddMinutes(16));
        Assert.Equal(1, (await world.ScanAsync()).Stale);
        Assert.Equal(Noon.AddDays(30), Assert.Single(await world.DueRowsAsync()).At);
    }

    [Fact]
    public async Task Run_OneUserCannotBeChanged_TheOthersAreJudgedAndTheirsStaysDue()
    {
        var world = new AWorld(campaigns: Given.Campaign());
        foreach (var user in new[] { "a", "huge", "z" })
            await world.ApplyAsync(Given.Purchase(Noon, user: user));
        await world.People.ChangeAsync(
            "huge",
            change =>
            {
                change.User = change.User with { Profile = change.User.Profile with { Name = new(new string('x', 130_300), Noon) } };
                return true;
            },
            world.Sequences);
        world.Clock.SetUtcNow(Noon.AddDays(30));

        var result = await world.ScanAsync();
        Assert.Equal((2, 1), (result.Enrolled, result.Failed));
        Assert.Contains(await world.DueRowsAsync(), row => row.UserId == "huge" && row.Kind == DueKind.Check);
        Assert.Equal(1, (await world.ScanAsync()).Failed);   // and again, until somebody looks
    }

    [Fact]
    public async Task Run_CrashAtAnyWrite_EnrolsOnceAndLosesNobody()
    {
        for (var writes = 0; writes < 16; writes++)
        {
            foreach (var written in new[] { false, true })
            {
                var tables = new FaultyTables(new MemoryTables());
                var world = new AWorld(tables, campaigns: Given.Campaign());
                await world.ApplyAsync(Given.Purchase(Noon, user: "anna"), Given.Purchase(Noon, user: "bert"));
                world.Clock.SetUtcNow(Noon.AddDays(30));
                tables.CrashAfter(writes, written);
                await Record.ExceptionAsync(world.ScanAsync);
                tables.Restart();
                world.Clock.Advance(TimeSpan.FromMinutes(1));
                await world.ScanAsync();

                Assert.Equal(2, world.Sequences.Started.Count);
                foreach (var user in new[] { "anna", "bert" })
                {
                    var open = Assert.Single((await world.UserAsync(user)).Open);
                    Assert.Contains(await world.DueRowsAsync(), row => row.Kind == DueKind.Close && row.UserId == user && row.At == open.WindowEnds);
                }

                Assert.Equal(0, await Users.PersonStoreTests.PendingAsync(world));
            }
        }
    }

    [Fact]
    public async Task Run_CeilingReached_TheFreshestEnterAndTheOthersComeBackTomorrow()
    {
        var campaign = Given.Campaign() with { Entry = new(MaxPerDay: 2), PublishedAt = Noon };
        var world = new AWorld(campaigns: campaign);
        for (var i = 0; i < 5; i++)
            await world.ApplyAsync(Given.Purchase(Noon.AddMinutes(10 - i), user: $"u{i}"));

        world.Clock.SetUtcNow(Noon.AddDays(31));
        Assert.Equal(2, (await world.ScanAsync()).Enrolled);
        Assert.Equal(["u0", "u1"], world.Sequences.Started.Select(each => each.UserId).Order());
        Assert.Equal(0, (await world.ScanAsync()).Enrolled);

        world.Clock.SetUtcNow(new(Noon.AddDays(32).Date, TimeSpan.Zero));
        Assert.Equal(2, (await world.ScanAsync()).Enrolled);
        Assert.Equal(["u0", "u1", "u2", "u3"], world.Sequences.Started.Select(each => each.UserId).Order());
    }

    [Fact]
    public async Task Run_OldestFirst_LetsTheLongestSilentIn()
    {
        var world = new AWorld(campaigns: Given.Campaign() with { Entry = new(MaxPerDay: 1, Order: EntryOrder.Oldest) });
        for (var i = 0; i < 3; i++)
            await world.ApplyAsync(Given.Purchase(Noon.AddMinutes(10 - i), user: $"u{i}"));

        world.Clock.SetUtcNow(Noon.AddDays(31));
        await world.ScanAsync();
        Assert.Equal("u2", Assert.Single(world.Sequences.Started).UserId);
    }

    [Fact]
    public async Task Run_Finished_LeavesAHeartbeat()
    {
        var world = new AWorld();
        await world.ScanAsync();

        Assert.Equal(Noon, await new ScanHeartbeat(world.Tables).LastAsync());
    }

    [Fact]
    public async Task Run_CostsWhatIsDueWhateverTheBase()
    {
        var cost = new List<long>();
        foreach (var others in new[] { 10, 2000 })
        {
            var tables = new CountingTables(new MemoryTables());
            var world = new AWorld(tables, campaigns: Given.Campaign());
            await world.ScanAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await world.ScanAsync();   // nothing is left to back-fill
            await world.ApplyAsync([.. Enumerable.Range(0, 10).Select(i => Given.Purchase(Noon, user: $"due{i}"))]);
            await world.ApplyAsync([.. Enumerable.Range(0, others).Select(i => Given.Purchase(Noon.AddMinutes(1), user: $"u{i}"))]);
            world.Clock.SetUtcNow(Noon.AddDays(30));
            tables.Reset();
            Assert.Equal(10, (await world.ScanAsync()).Enrolled);
            cost.Add(tables.Sum().Total);
        }

        Assert.Equal(cost[0], cost[1]);
    }

    private static (int Due, int Enrolled) Counted(ScanResult result) => (result.Due, result.Enrolled);
}
