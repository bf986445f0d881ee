using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Storage.Tests.Sending.ASending;

namespace WinBack.Storage.Tests.Sending;

/// <summary>A touch while something else happens to the person, the process ends, or the host runs it twice: never a message too many.</summary>
public sealed class TouchRaceTests
{
    [Theory]
    [InlineData(1)]   // before the claim
    [InlineData(2)]   // before the claim becomes sending
    public async Task Contact_StopGetsInBeforeSending_HandsOverNothing(int write)
    {
        var tables = new MeddledTables(new MemoryTables());
        var (world, state) = await EnrolledAsync(Plan with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Email)] }, tables: tables);
        MeddleAt(tables, write, () => world.ApplyAsync(Given.Consent(given: false, world.Now, "stop")));

        await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
        Assert.Equal(EnrolmentStatus.OptedOut, (await world.UserAsync()).Open[0].Status);
        Assert.Empty((await world.UserAsync()).Contacts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Contact_ReturnGetsInBeforeSending_HandsOverNothing(int write)
    {
        var tables = new MeddledTables(new MemoryTables());
        var (world, state) = await EnrolledAsync(tables: tables);
        MeddleAt(tables, write, () => world.ApplyAsync(Given.Purchase(world.Now.AddTicks(1), "back")));

        Assert.Equal(EnrolmentStatus.Returned, (await ContactAsync(world, state)).Status);
        Assert.Empty(world.Provider.Calls);
    }

    [Fact]
    public async Task Contact_AddressDiesBetweenLookAndSending_IsLookedUpAgain()
    {
        // Another sequence's answer suppresses the address and changes the person, after this one looked.
        var tables = new MeddledTables(new MemoryTables());
        var (world, state) = await EnrolledAsync(tables: tables);
        MeddleAt(tables, 2, () => world.People.ChangeAsync(
            "anna",
            change =>
            {
                change.Suppressions.Add(new(Channel.Push, "token-1", "gone", change.Now));
                change.User = change.User with { JudgedBy = 9 };
                return true;
            },
            world.Sequences));

        await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
    }

    [Fact]
    public async Task Contact_CrashAtAnyWrite_HandsOverAtMostOnceAndNeverLeavesASlotTaken()
    {
        for (var writes = 0; writes < 8; writes++)
        {
            foreach (var written in new[] { false, true })
            {
                var tables = new FaultyTables(new MemoryTables());
                var (world, state) = await EnrolledAsync(Plan with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Email)] }, tables: tables);
                tables.CrashAfter(writes, written);
                await Record.ExceptionAsync(() => ContactAsync(world, state));
                tables.Restart();
                world.Clock.Advance(TimeSpan.FromMinutes(10));
                state = state.As(await world.UserAsync());
                for (var i = 0; i < 3 && SequencePlan.Next(state, world.Now) is NextMove.Contact; i++)
                {
                    state = await ContactAsync(world, state);
                    world.Clock.Advance(TimeSpan.FromMinutes(1));
                }

                Assert.InRange(world.Provider.Calls.Count, 0, 1);
                var row = Assert.Single(await world.People.LedgerAsync("anna"));
                Assert.True(row.State is AttemptState.Accepted or AttemptState.Unknown);
                Assert.Single((await world.UserAsync()).Contacts);
                Assert.Equal(EnrolmentStatus.Completed, (await world.UserAsync()).Open[0].Status);
            }
        }
    }

    [Fact]
    public async Task Contact_TwoRunsAtOnce_HandOverOnce()
    {
        var (world, state) = await EnrolledAsync();
        world.Provider.Answer = async _ =>
        {
            await ContactAsync(world, state);   // the host runs the activity a second time while the first waits for the provider
            return new SendResult.Accepted("late");
        };

        await ContactAsync(world, state);

        Assert.Single(world.Provider.Calls);
        var row = Assert.Single(await world.People.LedgerAsync("anna"));
        Assert.Equal((AttemptState.Accepted, "late"), (row.State, row.ProviderId));   // a late yes still goes to the ledger
        Assert.Equal(1, (await world.UserAsync()).Open[0].Touch);
    }

    /// <summary>As when the sequence of another campaign claims, sends and records for the same person at the same instants.</summary>
    [Fact]
    public async Task Contact_AnotherIsFasterAtEveryLook_KeepsTheClaimAndHandsOverOnceAtTheNextTry()
    {
        var tables = new MeddledTables(new MemoryTables());
        var (world, state) = await EnrolledAsync(tables: tables);
        var (writes, others) = (0, 0);
        tables.BeforeWrite = (_, changes) => changes.Any(change => change.Row.StartsWith("u|", StringComparison.Ordinal)) && ++writes is >= 2 and <= 4 ? OtherAsync() : Task.CompletedTask;

        state = await ContactAsync(world, state);
        Assert.Equal(3, others);
        Assert.Empty(world.Provider.Calls);
        Assert.Equal(AttemptState.Claimed, (await world.UserAsync()).Open[0].Attempt!.State);
        Assert.Equal(world.Now + SequencePlan.Breath, state.Next!.At);

        world.Clock.Advance(SequencePlan.Breath);
        await ContactAsync(world, state);
        Assert.Single(world.Provider.Calls);
        Assert.Single((await world.UserAsync()).Contacts);

        Task OtherAsync() => world.People.ChangeAsync(
            "anna",
            change =>
            {
                change.User = change.User with { JudgedBy = 9 + ++others };
                return true;
            },
            world.Sequences);
    }
}
