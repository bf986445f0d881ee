using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Users;

public sealed class EventIntakeTests
{
    private static readonly PlacedEvent[] Request =
    [
        new(0, Given.Purchase(Given.Noon, user: "bert")), new(1, Given.Reachable(Given.Noon)), new(2, Given.Consent(given: false, Given.Noon.AddSeconds(1), "stop")),
    ];

    [Fact]
    public async Task Take_Directly_AppliesAll()
    {
        var (world, queue) = (new AWorld(), new AQueue());

        var taken = await Intake(world, queue, IngestMode.Direct).TakeAsync(Request, world.Sequences, default);

        Assert.All(taken, item => Assert.Equal(ItemStatus.Applied, item.Status));
        Assert.Empty(queue.Messages);
    }

    [Fact]
    public async Task Take_ByQueue_AppliesTheStopAndQueuesTheRest()
    {
        var (world, queue) = (new AWorld(), new AQueue());

        var taken = await Intake(world, queue).TakeAsync(Request, world.Sequences, default);

        Assert.Equal([ItemStatus.Queued, ItemStatus.Applied, ItemStatus.Applied], taken.OrderBy(item => item.Position).Select(item => item.Status));
        Assert.Null(await world.People.FindAsync("bert"));
        Assert.False((await world.UserAsync()).Profile.Consents[Channel.Email].Given);
        Assert.True(await world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
        Assert.Equal(["bert"], EventMessage.Read(Assert.Single(queue.Messages).Body).Items.Select(item => item.Event.UserId));
    }

    [Fact]
    public async Task Take_ByQueue_RefusesWhatCannotBeCountedAtOnce()
    {
        var (world, queue) = (new AWorld(), new AQueue());
        PlacedEvent dollars = new(0, Given.Purchase(Given.Noon) with { Currency = "USD" });

        var refused = Assert.Single(await Intake(world, queue).TakeAsync([dollars], world.Sequences, default));

        Assert.Equal((ItemStatus.Refused, "currency"), (refused.Status, refused.Refusal!.Field));
        Assert.Contains("Money__Rates__USD", refused.Refusal.Allowed, StringComparison.Ordinal);
        Assert.Empty(queue.Messages);
    }

    [Fact]
    public async Task Take_QueueDown_HasAppliedTheStopAllTheSame()
    {
        var (world, queue) = (new AWorld(), new AQueue { Down = true });

        await Assert.ThrowsAsync<QueueUnavailableException>(() => Intake(world, queue).TakeAsync(Request, world.Sequences, default));

        Assert.False((await world.UserAsync()).Profile.Consents[Channel.Email].Given);
    }

    [Fact]
    public async Task Take_AStopAfterAnOlderYesThatStillWaits_Holds()
    {
        var (world, queue) = (new AWorld(), new AQueue());
        await Intake(world, queue).TakeAsync([new(0, Given.Reachable(Given.Noon))], world.Sequences, default);
        await Intake(world, queue).TakeAsync([new(0, Given.Consent(given: false, Given.Noon, "stop"))], world.Sequences, default);

        await world.Ingest.ApplyAsync(EventMessage.Read(Assert.Single(queue.Messages).Body).Items, world.Sequences, default);

        Assert.False((await world.UserAsync()).Profile.Consents[Channel.Email].Given);   // of one instant, too
    }

    [Fact]
    public async Task TryApply_OneUserCannotBeWritten_TheOthersAre()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables);
        tables.BeforeWrite = (_, changes) => changes.Any(change => change.Row == PeopleKeys.User("bert")) ? throw new InvalidDataException("bert's") : Task.CompletedTask;

        var results = await world.Ingest.TryApplyAsync([.. Request, new(3, Given.Purchase(Given.Noon, "b2", "bert"))], world.Sequences, default);

        Assert.Equal([ItemStatus.Failed, ItemStatus.Applied, ItemStatus.Applied, ItemStatus.Failed], results.Select(item => item.Status));
        Assert.All(results, item => Assert.Equal(item.Status == ItemStatus.Failed, item.Fault is not null));
        await Assert.ThrowsAsync<InvalidDataException>(() => world.Ingest.ApplyAsync(Request, world.Sequences, default));
    }

    [Fact]
    public async Task TryApply_AStopThatDidNotReachEverybodyBehindTheAddress_IsToBeSaidAgain()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables);
        var shared = Given.Reachable(Given.Noon, user: "bert");
        shared = shared with { Profile = shared.Profile! with { Fields = Given.Reachable(Given.Noon).Profile!.Fields } };
        await world.ApplyAsync(Given.Reachable(Given.Noon), shared);
        PlacedEvent[] stop = [new(0, Given.Consent(given: false, Given.Noon.AddSeconds(1), "stop")), new(1, Given.Purchase(Given.Noon, user: "carl"))];

        tables.BeforeWrite = (_, changes) => changes.Any(change => change.Row == PeopleKeys.User("bert")) ? throw new InvalidDataException("bert's") : Task.CompletedTask;
        var first = await world.Ingest.TryApplyAsync(stop, world.Sequences, default);
        Assert.Equal([ItemStatus.Failed, ItemStatus.Applied], first.Select(item => item.Status));
        Assert.False((await world.UserAsync()).Profile.Consents[Channel.Email].Given);

        tables.BeforeWrite = null;
        var again = await world.Ingest.TryApplyAsync(stop, world.Sequences, default);
        Assert.Equal([ItemStatus.Duplicate, ItemStatus.Duplicate], again.Select(item => item.Status));
        Assert.False((await world.UserAsync("bert")).Profile.Consents[Channel.Email].Given);
    }

    private static EventIntake Intake(AWorld world, IEventQueue queue, IngestMode mode = IngestMode.ServiceBus) => new(world.Ingest, new() { Mode = mode }, queue);

    private sealed class AQueue : IEventQueue
    {
        public List<EventMessage> Messages { get; } = [];

        public bool Down { get; init; }

        public Task EnqueueAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancel)
        {
            if (Down)
                throw new QueueUnavailableException("down");
            Messages.AddRange(messages);
            return Task.CompletedTask;
        }
    }
}
