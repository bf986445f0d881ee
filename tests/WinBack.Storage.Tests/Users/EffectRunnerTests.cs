using WinBack.Core.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Users;

public sealed class EffectRunnerTests
{
    private static readonly Effect.WakeSequence Wake = new("replenish.1.k", Signal.Reactivated);
    private static readonly Effect.AppendFact Fact = new(new()
    {
        Kind = FactKind.Enrolled,
        Campaign = "replenish",
        Version = 1,
        Person = "k",
        Episode = 1,
        Arm = Arm.Treatment,
        At = Given.Noon,
    });

    [Fact]
    public async Task Run_AfterTheBatch_RunsAndDeletes()
    {
        var world = new AWorld();
        await LeaveAsync(world);

        Assert.Equal([("replenish.1.k", Signal.Reactivated)], world.Sequences.Woken);
        Assert.Single(await FactsAsync(world));
        Assert.Equal(0, await PersonStoreTests.PendingAsync(world));
    }

    [Fact]
    public async Task Run_OneFails_TheChangeStandsAndThatOneStaysPending()
    {
        var world = new AWorld();
        world.Sequences.Down = new InvalidOperationException("durable task hub is down");
        await LeaveAsync(world);

        Assert.Single(await FactsAsync(world));
        Assert.Equal(1, await PersonStoreTests.PendingAsync(world));

        world.Sequences.Down = null;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await world.Effects.FinishAsync(0, world.Sequences, CancellationToken.None));
        Assert.Single(world.Sequences.Woken);
        Assert.Equal(0, await PersonStoreTests.PendingAsync(world));
    }

    [Theory]
    [InlineData(59, 0)]   // whoever wrote the batch is still at it
    [InlineData(60, 2)]
    public async Task Finish_CrashBetweenBatchAndEffects_RunsThemOnceTheyAreOld(int seconds, int finished)
    {
        var tables = new FaultyTables(new MemoryTables());
        var world = new AWorld(tables);
        await world.Due.EarliestAsync("anna", world.Now);
        tables.CrashAfter(1);   // the person is written; the fact is not
        await Assert.ThrowsAsync<CrashException>(() => LeaveAsync(world));
        tables.Restart();
        world.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(finished, await world.Effects.FinishAsync(0, world.Sequences, CancellationToken.None));
        Assert.Equal((finished / 2, finished / 2, 2 - finished), (world.Sequences.Woken.Count, (await FactsAsync(world)).Count, await PersonStoreTests.PendingAsync(world)));
    }

    [Fact]
    public async Task Finish_CrashAtAnyWrite_EveryEffectHasRunInTheEnd()
    {
        for (var writes = 0; writes < 4; writes++)
        {
            var tables = new FaultyTables(new MemoryTables());
            var world = new AWorld(tables);
            tables.CrashAfter(writes);
            var crashed = await Record.ExceptionAsync(() => LeaveAsync(world)) is not null;
            tables.Restart();
            if (crashed && await world.People.FindAsync("anna") is null)
                await LeaveAsync(world);
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            tables.CrashAfter(writes);
            await Record.ExceptionAsync(() => world.Effects.FinishAsync(0, world.Sequences, CancellationToken.None));
            tables.Restart();
            await world.Effects.FinishAsync(0, world.Sequences, CancellationToken.None);

            Assert.NotEmpty(world.Sequences.Woken);
            Assert.Single(await FactsAsync(world));
            Assert.Equal(0, await PersonStoreTests.PendingAsync(world));
        }
    }

    private static Task<bool> LeaveAsync(AWorld world) => world.People.ChangeAsync(
        "anna",
        change =>
        {
            change.User = change.User with { JudgedBy = 3 };
            change.Effects.AddRange([Fact, Wake]);
            return true;
        },
        world.Sequences);

    private static async Task<List<Fact>> FactsAsync(AWorld world)
    {
        List<Fact> facts = [];
        await foreach (var fact in world.Facts.ReadAsync("replenish", DateOnly.FromDateTime(Given.Noon.Date), DateOnly.FromDateTime(Given.Noon.Date)))
            facts.Add(fact);
        return facts;
    }
}
