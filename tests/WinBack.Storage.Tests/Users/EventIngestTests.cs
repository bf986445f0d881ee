using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Users;

public sealed class EventIngestTests
{
    [Fact]
    public async Task Apply_SameIdAgain_ChangesNothing()
    {
        var world = new AWorld();

        Assert.Equal([ItemStatus.Applied, ItemStatus.Duplicate], await world.ApplyAsync(Given.Purchase(Given.Noon), Given.Purchase(Given.Noon)));
        Assert.Equal([ItemStatus.Duplicate, ItemStatus.Applied], await world.ApplyAsync(Given.Purchase(Given.Noon, value: 99), Given.Purchase(Given.Noon, "order-2")));

        Assert.Equal((2, 40m), ((await world.UserAsync()).Activity.ByType["purchase"].Count, (await world.UserAsync()).Activity.ByType["purchase"].Value));
        Assert.Equal(["order-1", "order-2"], (await world.People.EventsAsync("anna")).Select(stored => stored.Id));
    }

    [Fact]
    public async Task Apply_SameIdForAnotherUser_IsAnotherEvent() => Assert.Equal(
        [ItemStatus.Applied, ItemStatus.Applied], await new AWorld().ApplyAsync(Given.Purchase(Given.Noon), Given.Purchase(Given.Noon, user: "bert")));

    [Fact]
    public async Task Apply_ManyOfManyUsers_EveryItemHasItsResultInPlace()
    {
        var world = new AWorld(shards: 4);
        var events = Enumerable.Range(0, 300).Select(i => Given.Purchase(Given.Noon.AddMinutes(-i), $"e{i / 2}", $"u{i % 7}")).ToArray();

        var first = await world.ApplyAsync(events);
        var second = await world.ApplyAsync(events);

        Assert.Equal(events.Select(each => (each.UserId, each.Id)).Distinct().Count(), first.Count(status => status == ItemStatus.Applied));
        Assert.All(second, status => Assert.Equal(ItemStatus.Duplicate, status));
    }

    [Fact]
    public async Task Apply_SeveralOfOneUser_AreOneWriteToThePerson()
    {
        var tables = new CountingTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Given.Campaign());
        await world.ApplyAsync(Given.Purchase(Given.Noon));
        tables.Reset();

        await world.ApplyAsync([.. Enumerable.Range(0, 25).Select(i => Given.Purchase(Given.Noon, $"e{i}"))]);

        Assert.Equal(2, tables.Sum().Total);   // one read, one batch
    }

    [Fact]
    public async Task Apply_ReturnAndDisproofInOneRequest_AreBothTaken()   // both wake the sequence: the same effect twice in one batch
    {
        var world = new AWorld(campaigns: Given.Campaign());
        await world.ApplyAsync(Given.Purchase(Given.Noon));
        world.Clock.SetUtcNow(Given.Noon.AddDays(31));
        await world.ScanAsync();
        world.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(
            [ItemStatus.Applied, ItemStatus.Applied],
            await world.ApplyAsync(Given.Purchase(world.Now, "back"), Given.Purchase(Given.Noon.AddDays(20), "late")));

        Assert.Empty((await world.UserAsync()).Open);
        Assert.Equal(EnrolmentStatus.Void, Assert.Single(await world.People.EnrolmentsAsync("anna")).Status);
        Assert.Equal(0, await PersonStoreTests.PendingAsync(world));
    }

    [Fact]
    public async Task Apply_OneItemTooLarge_TheOthersAreKept()
    {
        var world = new AWorld();
        var attributes = Enumerable.Range(0, 90).ToDictionary(
            i => $"a{i:00}{new string('n', 90)}", i => new GivenField<System.Text.Json.JsonElement>(System.Text.Json.JsonSerializer.SerializeToElement(new string('<', 1000)), Given.Noon));
        var large = Given.Event(IncomingEvent.ProfileType, Given.Noon, "large") with { Profile = new() { Attributes = attributes } };

        Assert.Equal(
            [ItemStatus.Applied, ItemStatus.Refused, ItemStatus.Applied],
            await world.ApplyAsync(Given.Purchase(Given.Noon, "a"), large, Given.Purchase(Given.Noon, "b")));
        Assert.Equal(["a", "b"], (await world.People.EventsAsync("anna")).Select(stored => stored.Id));
    }

    [Fact]
    public async Task Apply_CrashAtAnyWrite_NothingAcknowledgedIsLostAndARepeatMakesItWhole()
    {
        for (var writes = 0; writes < 8; writes++)
        {
            foreach (var written in new[] { false, true })
            {
                var tables = new FaultyTables(new MemoryTables());
                var world = new AWorld(tables, campaigns: Given.Campaign());
                var sent = new[] { Given.Reachable(Given.Noon), Given.Purchase(Given.Noon), Given.Consent(given: false, Given.Noon.AddMinutes(1), "stop") };
                tables.CrashAfter(writes, written);
                var crashed = await Record.ExceptionAsync(() => world.ApplyAsync(sent)) is not null;
                tables.Restart();

                var again = await world.ApplyAsync(sent);
                Assert.True(crashed || again.All(status => status == ItemStatus.Duplicate));
                var user = await world.UserAsync();
                Assert.Equal((1, false), (user.Activity.ByType["purchase"].Count, user.Profile.Consents[Channel.Email].Given));
                Assert.True(await world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
                Assert.Contains(await world.DueRowsAsync(), row => row.At == user.NextCheck);
            }
        }
    }

    [Fact]
    public async Task Apply_StopThenConsentForANewAddress_ReopensThatAddressOnly()
    {
        var world = new AWorld();
        await world.ApplyAsync(Given.Reachable(Given.Noon), Given.Consent(given: false, Given.Noon.AddHours(1), "stop"));
        var moved = Given.Reachable(Given.Noon.AddHours(2), "moved");
        await world.ApplyAsync(moved with { Profile = moved.Profile! with { Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new("new@example.com", Given.Noon.AddHours(2)) } } });

        Assert.True(await world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
        Assert.False(await world.Suppressions.IsSuppressedAsync(Channel.Email, "new@example.com"));
        Assert.True((await world.UserAsync()).Profile.Consents[Channel.Email].Given);
    }
}
