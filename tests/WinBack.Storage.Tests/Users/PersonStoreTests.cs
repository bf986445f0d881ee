using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Users;

public sealed class PersonStoreTests
{
    [Fact]
    public async Task Change_NothingDecided_WritesNothing()
    {
        var tables = new CountingTables(new MemoryTables());
        var world = new AWorld(tables);

        Assert.Equal(7, await world.People.ChangeAsync("anna", _ => 7, world.Sequences));

        Assert.Null(await world.People.FindAsync("anna"));
        Assert.Equal(0, tables.Read()[PeopleKeys.Table].Batches);
    }

    [Fact]
    public async Task Change_AnotherWriterWasFaster_DecidesAgainFromAFreshRead()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables);
        await ChangeAsync(world, "0");
        var decided = 0;
        tables.BeforeWrite = (_, _) => decided == 1 ? ChangeAsync(world, "faster") : Task.CompletedTask;

        await world.People.ChangeAsync("anna", change => { decided++; return Name(change, change.User.Profile.Name!.Value + "+mine"); }, world.Sequences);

        Assert.Equal((2, "faster+mine"), (decided, (await world.UserAsync()).Profile.Name!.Value));
    }

    [Fact]
    public async Task Change_TwoMakeTheSamePerson_BothStand()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables);
        var first = true;
        tables.BeforeWrite = async (_, _) =>
        {
            if (first)
                await world.ApplyAsync(Given.Purchase(Given.Noon, "theirs"));
            first = false;
        };

        await world.ApplyAsync(Given.Purchase(Given.Noon, "mine"));

        Assert.Equal(2, (await world.UserAsync()).Activity.ByType["purchase"].Count);
    }

    [Fact]
    public async Task Change_AlwaysSlower_GivesUpAndHasWrittenNothing()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables);
        var (tries, other) = (0, 0);
        tables.BeforeWrite = (name, _) => name == PeopleKeys.Table ? ChangeAsync(world, $"{++other}") : Task.CompletedTask;

        await Assert.ThrowsAsync<ContentionException>(() => world.People.ChangeAsync("anna", change => { tries++; return Name(change, "mine"); }, world.Sequences));

        Assert.Equal((20, "20"), (tries, (await world.UserAsync()).Profile.Name!.Value));
    }

    [Fact]
    public async Task Change_PersonReadBefore_SavesTheReadAndCanBeChangedOn()
    {
        var tables = new CountingTables(new MemoryTables());
        var world = new AWorld(tables);
        await ChangeAsync(world, "0");
        var read = await world.People.ReadAsync("anna");
        tables.Reset();

        var once = await world.People.ChangeAsync(read!, change => Name(change, "1"), world.Sequences);
        await world.People.ChangeAsync(once.Person, change => Name(change, change.User.Profile.Name!.Value + "2"), world.Sequences);

        Assert.Equal(0, tables.Read()[PeopleKeys.Table].Gets);
        Assert.Equal("12", (await world.UserAsync()).Profile.Name!.Value);
    }

    [Fact]
    public async Task Change_StalePersonReadBefore_IsReadAfresh()
    {
        var world = new AWorld();
        await ChangeAsync(world, "old");
        var read = await world.People.ReadAsync("anna");
        await ChangeAsync(world, "new");

        await world.People.ChangeAsync(read!, change => Name(change, change.User.Profile.Name!.Value + "+"), world.Sequences);

        Assert.Equal("new+", (await world.UserAsync()).Profile.Name!.Value);
    }

    [Fact]
    public async Task Change_SuppressionsAndDueRows_AreWrittenBeforeThePerson()
    {
        List<string> order = [];
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables);
        await world.Due.EarliestAsync("anna", world.Now);
        tables.BeforeWrite = (name, _) =>
        {
            order.Add(name);
            return Task.CompletedTask;
        };

        await world.People.ChangeAsync(
            "anna",
            change =>
            {
                change.FileCheck(Given.Noon.AddDays(1));
                change.Suppressions.Add(new(Channel.Email, "a@b.example", "opt-out", Given.Noon));
                return true;
            },
            world.Sequences);

        Assert.Equal(["Suppressions", DueKeys.Table, PeopleKeys.Table], order);
    }

    [Fact]
    public async Task Change_FilingTookTooLong_IsComputedAgain()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables);
        List<DateTimeOffset> decided = [];
        var begin = Given.Noon.AddMinutes(20);
        world.Clock.SetUtcNow(begin);
        tables.BeforeWrite = (name, _) =>
        {
            if (name == DueKeys.Table && decided.Count == 1)
                world.Clock.Advance(TimeSpan.FromMinutes(4));
            return Task.CompletedTask;
        };

        await world.People.ChangeAsync("anna", change => { decided.Add(change.Now); change.FileCheck(change.Now); return true; }, world.Sequences);

        Assert.Equal([begin, begin.AddMinutes(4)], decided.Distinct());
        Assert.Equal(begin.AddMinutes(4), (await world.UserAsync()).NextCheck);
    }

    [Fact]
    public async Task Change_SameEffectTwice_IsOneRow()   // a batch that named a row twice was refused, for ever
    {
        var world = new AWorld();

        await world.People.ChangeAsync(
            "anna",
            change =>
            {
                change.Effects.Add(new Effect.WakeSequence("i.1.k", Signal.Reactivated));
                change.Effects.Add(new Effect.WakeSequence("i.1.k", Signal.Reactivated));
                return true;
            },
            world.Sequences);

        Assert.NotEmpty(world.Sequences.Woken);
        Assert.Equal(0, await PendingAsync(world));
    }

    [Fact]
    public async Task Change_RowTooLarge_IsRefusedAndWritesNothing()
    {
        var world = new AWorld();

        await Assert.ThrowsAsync<PersonTooLargeException>(() => world.People.ChangeAsync("anna", change => Name(change, new string('x', 130 * 1024)), world.Sequences));
        Assert.Null(await world.People.FindAsync("anna"));
    }

    [Fact]
    public async Task All_AfterAUser_BeginsBehindThemAndLosesNobodyWhoseIdGoesOn()
    {
        var world = new AWorld();
        string[] ids = ["a", "a-b", "a.b", "aa", "a|b", "ä", "b"];
        foreach (var id in ids)
            await world.ApplyAsync(Given.Purchase(Given.Noon, user: id));

        var all = await IdsAsync(after: null);
        Assert.Equal(ids.Order(), all.Order());
        for (var i = 0; i < all.Count; i++)
            Assert.Equal(all[(i + 1)..], await IdsAsync(all[i]));

        async Task<List<string>> IdsAsync(string? after)
        {
            List<string> found = [];
            await foreach (var user in world.People.AllAsync(0, after))
                found.Add(user.Id);
            return found;
        }
    }

    internal static async Task<int> PendingAsync(AWorld world)
    {
        var count = 0;
        for (var shard = 0; shard < world.Layout.PeopleShards; shard++)
        {
            await foreach (var _ in world.Tables.Open(PeopleKeys.Table).ReadRangeAsync(PeopleKeys.Partition(shard), PeopleKeys.AllPending))
                count++;
        }

        return count;
    }

    private static Task<bool> ChangeAsync(AWorld world, string name) => world.People.ChangeAsync("anna", change => Name(change, name), world.Sequences);

    private static bool Name(PersonChange change, string name)
    {
        change.User = change.User with { Profile = change.User.Profile with { Name = new(name, change.Now) } };
        return true;
    }
}
