using WinBack.Core.Sequences;
using WinBack.Storage.Tables;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Storage.Tests.Outcomes.ErasureTests;

namespace WinBack.Storage.Tests.Outcomes;

/// <summary>Whatever stops an erasure or comes between two of its writes: in the end nothing of the person is left.</summary>
public sealed class ErasureCrashTests
{
    [Fact]
    public async Task Erase_KilledBetweenAnyTwoWrites_IsDoneWhenAskedAgain()
    {
        for (var writes = 0; ; writes++)
        {
            var (memory, faulty, world) = await AtTheMomentAsync();
            faulty.CrashAfter(writes);
            if (await FinishesAsync(world))
            {
                Assert.InRange(writes, 8, 100);
                return;
            }

            faulty.Restart();
            await world.ApplyAsync(Given.Purchase(Given.Noon.AddDays(33), "late"));      // kept or dropped, it is gone afterwards
            await world.Erasures.EraseAsync("anna", world.Sequences);
            await AssertGoneAsync(memory, world, writes);
        }
    }

    [Fact]
    public async Task Erase_KilledOnceItHasBegun_IsFinishedByTheScan()
    {
        for (var writes = 0; ; writes++)
        {
            var (memory, faulty, world) = await AtTheMomentAsync();
            faulty.CrashAfter(writes, written: true);
            if (await FinishesAsync(world))
                return;
            faulty.Restart();
            if (await world.People.FindAsync("anna") is { Erasing: null })
                continue;       // who asked was not answered, and asks again
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            await world.ScanAsync();
            await AssertGoneAsync(memory, world, writes);
        }
    }

    // Before the tombstone it is kept and then removed; from then on it is dropped, although the rows that would know it are gone.
    [Fact]
    public async Task Erase_EventThatComesBetweenAnyTwoWrites_LeavesNothing()
    {
        for (var writes = 0; ; writes++)
        {
            var memory = new MemoryTables();
            var meddled = new MeddledTables(memory);
            var world = await AtTheMomentAsync(meddled);
            var written = 0;
            meddled.BeforeWrite = async (_, _) =>
            {
                if (written++ == writes)
                    await world.ApplyAsync(Given.Purchase(world.Now, "late"));
            };

            await world.Erasures.EraseAsync("anna", world.Sequences);
            meddled.BeforeWrite = null;
            if (written <= writes)
            {
                Assert.InRange(writes, 8, 100);
                return;
            }

            await AssertGoneAsync(memory, world, writes);
        }
    }

    private static async Task<(MemoryTables Memory, FaultyTables Faulty, AWorld World)> AtTheMomentAsync()
    {
        var memory = new MemoryTables();
        var faulty = new FaultyTables(memory);
        return (memory, faulty, await AtTheMomentAsync(faulty));
    }

    private static async Task<AWorld> AtTheMomentAsync(ITables tables)
    {
        var world = new AWorld(tables, campaigns: Given.Campaign());
        await world.ApplyAsync(History());
        world.Clock.Advance(TimeSpan.FromDays(31));
        await world.ScanAsync();
        await world.Sender.ContactAsync(SequenceState.From(Assert.Single(world.Sequences.Started)), world.Sequences, CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.ApplyAsync(Given.Purchase(world.Now, "order-v", "visitor"));
        await world.Merge.MergeAsync("visitor", "anna", world.Now, world.Sequences, CancellationToken.None);
        return world;
    }

    private static async Task<bool> FinishesAsync(AWorld world)
    {
        try
        {
            await world.Erasures.EraseAsync("anna", world.Sequences);
            return true;
        }
        catch (CrashException)
        {
            return false;
        }
    }

    private static async Task AssertGoneAsync(MemoryTables memory, AWorld world, int writes)
    {
        Assert.DoesNotContain(memory.All(), each => each.Table != "Due" && Mentions(each.Row, "anna"));
        world.Clock.Advance(TimeSpan.FromDays(60));     // a filing that another had replaced goes when its hour comes
        await world.ScanAsync();
        string[] left = [.. memory.All().Where(each => Mentions(each.Row, "anna") || Mentions(each.Row, "visitor")).Select(each => $"{each.Table} {each.Row.Row}")];
        Assert.True(left.Length == 0, $"after {writes} writes, these are left: {string.Join("; ", left)}");
        Assert.Single(memory.All(), each => each.Table == "Facts" && each.Row.Row.StartsWith("then.Outcome|", StringComparison.Ordinal));
        Assert.Contains(world.Sequences.Erased, id => id.StartsWith("replenish.1.", StringComparison.Ordinal));
    }
}
