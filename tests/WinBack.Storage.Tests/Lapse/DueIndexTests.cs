using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

public sealed class DueIndexTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public async Task File_SameFilingTwice_IsOneRow()
    {
        var world = new AWorld();
        await FileAsync(world, Noon.AddHours(1));
        await FileAsync(world, Noon.AddHours(1));

        Assert.Single(await world.DueRowsAsync());
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]   // due at its instant
    public async Task Due_AroundTheInstant_IsDueExactlyAtIt(int ticks, int due)
    {
        var world = new AWorld();
        await FileAsync(world, Noon.AddMinutes(20));

        Assert.Equal(due, (await DueAsync(world, Noon.AddMinutes(20).AddTicks(ticks))).Count);
    }

    [Fact]
    public async Task Backlog_SomeDueAndSomeNot_CountsThoseAndTellsTheOldest()
    {
        var world = new AWorld();
        Assert.Equal(new(0, null, false), await world.Due.BacklogAsync(Noon));
        await FileAsync(world, Noon.AddMinutes(40), "second");
        await FileAsync(world, Noon.AddMinutes(20), "first");
        await FileAsync(world, Noon.AddMinutes(90), "not yet");

        Assert.Equal(new(2, Noon.AddMinutes(20), false), await world.Due.BacklogAsync(Noon.AddMinutes(40)));
        Assert.Equal(new(3, Noon.AddMinutes(20), false), await world.Due.BacklogAsync(Noon.AddMinutes(90)));
    }

    [Fact]
    public async Task Backlog_ScanThatStoodStillForMonths_StopsCountingAndSaysSo()
    {
        var world = new AWorld();
        await FileAsync(world, Noon.AddMinutes(20), "first");
        await DueAsync(world, Noon);        // the watermark stands from here on

        Assert.True((await world.Due.BacklogAsync(Noon.AddDays(365))).IsAtLeast);
    }

    [Fact]
    public async Task Due_OpenHour_IsReadUpToNow()
    {
        var world = new AWorld();
        await FileAsync(world, Noon.AddMinutes(10), "early");
        await FileAsync(world, Noon.AddMinutes(50), "late");

        Assert.Equal(["early"], await DueAsync(world, Noon.AddMinutes(30)));
    }

    [Fact]
    public async Task Due_ScansMissedForDays_LosesNothingAndComesInOrder()
    {
        var world = new AWorld();
        await FileAsync(world, Noon.AddDays(2), "third");
        await FileAsync(world, Noon.AddMinutes(5), "first");
        await FileAsync(world, Noon.AddHours(30), "second");

        Assert.Equal(["first", "second", "third"], await DueAsync(world, Noon.AddDays(9)));
    }

    [Fact]
    public async Task Watermark_HourEmptyForTenMinutes_IsPassed()
    {
        var world = new AWorld();
        Assert.Equal(Noon, await world.Due.WatermarkAsync(0, Noon.AddMinutes(10)));

        await DueAsync(world, Noon.AddMinutes(70).AddTicks(-1));
        Assert.Equal(Noon, await world.Due.WatermarkAsync(0, Noon));
        await DueAsync(world, Noon.AddMinutes(70));
        Assert.Equal(Noon.AddHours(1), await world.Due.WatermarkAsync(0, Noon));
    }

    [Fact]
    public async Task Watermark_HourNotEmpty_IsNotPassedNorAnyAfterIt()
    {
        var world = new AWorld();
        await FileAsync(world, Noon.AddMinutes(90), "left");

        await DueAsync(world, Noon.AddDays(1));   // looks, deletes nothing
        Assert.Equal(Noon.AddHours(1), await world.Due.WatermarkAsync(0, Noon));

        Assert.Equal(["left"], await DueAsync(world, Noon.AddDays(1), delete: true));
        Assert.Equal(Noon.AddHours(23), await world.Due.WatermarkAsync(0, Noon));
    }

    [Fact]
    public async Task SeenWatermark_BeforeTheFirstLook_IsWhereOneWouldBeginAndWritesNothing()
    {
        var tables = new MemoryTables();
        var due = new DueIndex(tables, new() { PeopleShards = 1 }, TimeProvider.System);

        Assert.Equal(Noon, await due.SeenWatermarkAsync(0, Noon.AddMinutes(59)));
        await foreach (var _ in due.InHoursAsync(0, [Noon]))
            Assert.Fail("There is no row.");
        await foreach (var _ in due.AllAsync(0, Noon))
            Assert.Fail("There is no row.");

        Assert.Empty(tables.All());
        Assert.Equal(Noon.AddHours(1), await due.WatermarkAsync(0, Noon.AddHours(2)));   // the first look is still to come
        Assert.Equal(Noon.AddHours(1), await due.SeenWatermarkAsync(0, Noon.AddHours(9)));
    }

    [Fact]
    public async Task Earliest_Always_IsNowOrAheadOfEveryWatermark()
    {
        var world = new AWorld();
        Assert.Equal(Noon, await world.Due.EarliestAsync("anna", Noon));   // at the first look, too, in an hour that has just begun
        Assert.Equal(Noon.AddMinutes(20), await world.Due.EarliestAsync("anna", Noon.AddMinutes(20)));

        // Another instance's scan moves the watermark on; this one has it cached.
        await DueAsync(world, Noon.AddHours(8));
        Assert.True(await world.Due.EarliestAsync("anna", Noon.AddHours(8)) >= await world.Due.WatermarkAsync(0, Noon.AddHours(8)) + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Earliest_WatermarkOfAnotherInstance_IsReadAgainAfterAMinute()
    {
        var world = new AWorld();
        var other = new DueIndex(world.Tables, world.Layout, world.Clock);
        await world.Due.EarliestAsync("anna", Noon);
        await foreach (var _ in other.DueAsync(0, Noon.AddHours(8)))
        {
        }

        // A clock that lags hours behind the scanner's: never before what the scan has passed.
        Assert.Equal(Noon.AddHours(7).AddMinutes(5), await world.Due.EarliestAsync("anna", Noon.AddMinutes(1)));
    }

    [Fact]
    public async Task Due_OtherShard_IsNotSeen()
    {
        var world = new AWorld(shards: 4);
        foreach (var user in Enumerable.Range(0, 40))
            await FileAsync(world, Noon.AddMinutes(1), $"u{user}");

        List<string> all = [];
        for (var shard = 0; shard < 4; shard++)
        {
            var mine = await DueAsync(world, Noon.AddMinutes(1), shard: shard);
            Assert.InRange(mine.Count, 1, 39);
            all.AddRange(mine);
        }

        Assert.Equal(40, all.Distinct().Count());
    }

    private static async Task FileAsync(AWorld world, DateTimeOffset at, string user = "anna")
    {
        await world.Due.EarliestAsync(user, Noon);
        await world.Due.FileAsync(new(DueKind.Check, at, user, null, 0, null));
    }

    private static async Task<List<string>> DueAsync(AWorld world, DateTimeOffset now, bool delete = false, int shard = 0)
    {
        List<string> due = [];
        await foreach (var page in world.Due.DueAsync(shard, now))
        {
            due.AddRange(page.Rows.Select(row => row.Filing.UserId));
            if (delete)
                await world.Due.DeleteAsync(page.Partition, page.Rows.Select(row => row.Row), CancellationToken.None);
        }

        return due;
    }
}
