using System.Globalization;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Storage.Tests.Lapse.CatalogueTests;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>News of items while processes die, writers race and people cannot be written.</summary>
public sealed class CatalogueCrashTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    // The source and the shop were not answered, so they send again.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]    // the answer was lost, not the write
    public async Task AnyWrite_CrashThere_ComesToTheSameInTheEnd(bool written)
    {
        var crashes = 0;
        for (var writes = 0; ; writes++)
        {
            var tables = new FaultyTables(new MemoryTables());
            var world = new AWorld(tables, campaigns: Drop());
            tables.CrashAfter(writes, written);
            if (await TryAsync(world))
                break;
            crashes++;
            tables.Restart();
            world.Clock.Advance(TimeSpan.FromMinutes(6));
            Assert.True(await TryAsync(world));
            world.Clock.Advance(TimeSpan.FromMinutes(6));
            await world.ScanAsync();

            Assert.Single((await world.UserAsync()).Open);
            Assert.Single(await world.People.EnrolmentsAsync("anna"));
            Assert.Equal("anna", Assert.Single(world.Sequences.Started).UserId);
            Assert.Equal(["anna"], (await world.Interests.PageAsync("guji", null, 10, default)).Users);
            Assert.Empty((await world.Interests.PageAsync("other", null, 10, default)).Users);
        }

        Assert.InRange(crashes, 8, 60);

        static async Task<bool> TryAsync(AWorld world)
        {
            try
            {
                await world.ApplyAsync(Look(Noon.AddDays(-2)), Look(Noon.AddDays(-3), "l2", item: "other"));
                await world.ApplyAsync(Given.Purchase(Noon.AddDays(-1)) with { Properties = System.Text.Json.JsonSerializer.SerializeToElement(new { item = "other" }) });
                await world.Catalogue.TakeAsync([Price(-72, 100), Price(-1, 80)]);
                await world.ScanAsync();
                return true;
            }
            catch (CrashException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Scan_DiesAmongManyPeople_GoesOnBehindThePageThatWasTold()
    {
        const int people = 1300;
        var tables = new FaultyTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Drop() with { On = Drop().On! with { After = Given.Threshold("P1D"), Within = Given.Threshold("P1D") } });
        await world.ApplyAsync([.. Enumerable.Range(0, people).Select(i => Look(Noon.AddDays(-2), "l1", Name(i)))]);
        await world.Catalogue.TakeAsync([Price(-72, 100), Price(-1, 80)]);
        tables.CrashAfter(1600);    // each person takes a few writes
        await Assert.ThrowsAsync<CrashException>(world.ScanAsync);
        tables.Restart();
        var before = await ToldAsync();
        var left = (await world.ScanAsync()).Told;

        Assert.InRange(before, 500, people - 1);
        Assert.InRange(left, people - before, 800);      // without the page that was noted
        Assert.Equal(people, await ToldAsync());
        Assert.Equal(0, (await world.ScanAsync()).Told);

        async Task<int> ToldAsync()
        {
            var told = 0;
            for (var i = 0; i < people; i++)
                told += (await world.UserAsync(Name(i))).Armed.Count;
            return told;
        }
    }

    [Fact]
    public async Task Scan_OnePersonCannotBeWritten_KeepsTheOthersFromItOnlyForAWhile()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Drop());
        await world.ApplyAsync([.. Enumerable.Range(0, 600).Select(i => Look(Noon.AddDays(-2), "l1", Name(i)))]);
        await world.Catalogue.TakeAsync([Price(-72, 100), Price(-1, 80)]);
        tables.BeforeWrite = (_, changes) => changes.Any(change => change.Row.StartsWith("v|u0007|winback", StringComparison.Ordinal)) ? throw new InvalidOperationException("always") : Task.CompletedTask;
        for (var scan = 0; scan < 5; scan++)
        {
            await world.ScanAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Empty((await world.UserAsync(Name(7))).Open);
        Assert.Single((await world.UserAsync(Name(8))).Open);
        Assert.Single((await world.UserAsync(Name(599))).Open);
    }

    // The effect of the look is finished only after the purchase.
    [Fact]
    public async Task Follow_OvertakenByAPurchase_LeavesNothingThatLeadsToThem()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Drop());
        tables.BeforeWrite = async (table, _) =>
        {
            if (table == "Interests")
                await world.ApplyAsync(Given.Purchase(Noon.AddDays(-1)) with { Properties = System.Text.Json.JsonSerializer.SerializeToElement(new { item = "guji" }) });
        };
        await world.ApplyAsync(Look(Noon.AddDays(-2)));

        Assert.NotNull(Assert.Single((await world.UserAsync()).Interests).BoughtAt);
        Assert.Empty((await world.Interests.PageAsync("guji", null, 10, default)).Users);
    }

    // It was found to concern them, and before that is written they buy.
    [Fact]
    public async Task Scan_OvertakenByAPurchaseOfBefore_EntersNobody()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        await world.Catalogue.TakeAsync([Price(-72, 100), Price(-1, 80)]);
        tables.BeforeWrite = async (_, changes) =>
        {
            if (changes.Any(change => change.Row.StartsWith("v|anna|winback", StringComparison.Ordinal)))
                await world.ApplyAsync(Given.Purchase(Noon.AddDays(-1)) with { Properties = System.Text.Json.JsonSerializer.SerializeToElement(new { products = new[] { "guji" } }) });
        };

        Assert.Equal(1, (await world.ScanAsync()).Told);
        Assert.Empty((await world.UserAsync()).Open);
        Assert.Empty(world.Sequences.Started);
    }

    [Fact]
    public async Task Purge_LooksOfLongAgo_AreForgottenWithWhatLeadsToThem()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)), Look(Noon.AddDays(-60), "l2", item: "other"));
        var purge = new RetentionPurge(world.Tables, world.People, [], world.Layout, new WinBack.Core.Reporting.RetentionOptions(), world.Clock);
        world.Clock.SetUtcNow(Noon.AddDays(31));
        await purge.RunAsync();

        Assert.Equal(["guji"], (await world.UserAsync()).Interests.Select(each => each.Item));
        Assert.Empty((await world.Interests.PageAsync("other", null, 10, default)).Users);
        Assert.Equal(["anna"], (await world.Interests.PageAsync("guji", null, 10, default)).Users);
    }

    [Fact]
    public async Task Erase_PersonWithLooksAndUnfinishedEffects_LeavesNothingThatLeadsToThem()
    {
        var tables = new FaultyTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        tables.CrashAfter(1);    // the batch of the look is written, what follows it is not
        await Assert.ThrowsAsync<CrashException>(() => world.ApplyAsync(Look(Noon.AddDays(-2), "l2", item: "other")));
        tables.Restart();
        await world.Erasures.EraseAsync("anna", world.Sequences);
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.ScanAsync();

        Assert.Empty((await world.Interests.PageAsync("guji", null, 10, default)).Users);
        Assert.Empty((await world.Interests.PageAsync("other", null, 10, default)).Users);
        Assert.Null(await world.People.FindAsync("anna"));
    }

    private static string Name(int i) => "u" + i.ToString("D4", CultureInfo.InvariantCulture);
}
