using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using WinBack.Core.Events;
using WinBack.Functions.Events;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Events;

public sealed class ApplyQueuedEventsTests
{
    private readonly MeddledTables _meddled = new(new MemoryTables());
    private readonly CountingTables _tables;
    private readonly AWorld _world;
    private readonly SettledActions _actions = new();

    public ApplyQueuedEventsTests()
    {
        _tables = new(_meddled);
        _world = new(_tables);
    }

    [Fact]
    public async Task Run_OneUserInSeveralMessages_IsOneWriteAndEachMessageIsCompleted()
    {
        await _world.ApplyAsync(Given.Purchase(Given.Noon, "first"));
        _tables.Reset();

        await RunAsync(Message(1, Given.Purchase(Given.Noon, "a")), Message(2, Given.Purchase(Given.Noon, "b")), Message(3, Given.Purchase(Given.Noon, "c")));

        Assert.Equal(2, _tables.Sum().Total);   // one read, one batch
        Assert.Equal(["1 complete", "2 complete", "3 complete"], _actions.Settled);
        Assert.Equal(4, (await _world.UserAsync()).Activity.ByType["purchase"].Count);
    }

    [Fact]
    public async Task Run_TheSameAgain_ChangesNothingAndIsCompleted()
    {
        await RunAsync(Message(1, Given.Purchase(Given.Noon)));
        await RunAsync(Message(1, Given.Purchase(Given.Noon)));

        Assert.Equal(1, (await _world.UserAsync()).Activity.ByType["purchase"].Count);
        Assert.Equal(["1 complete", "1 complete"], _actions.Settled);
    }

    [Theory]
    [InlineData("no json", "no JSON")]
    [InlineData("""{"v":9,"events":[]}""", "schema version 9")]
    public async Task Run_Poison_IsSetAsideWithItsReasonAndTheOthersAreApplied(string body, string why)
    {
        await RunAsync(Message(1, body), Message(2, Given.Purchase(Given.Noon)));

        Assert.Equal(["1 dead unreadable", "2 complete"], _actions.Settled);
        Assert.Contains(why, _actions.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnItemRefused_IsSetAsideNamingItsPositionAndTheRestIsApplied()
    {
        IncomingEvent[] types = [.. Enumerable.Range(0, 33).Select(i => Given.Event($"type-{i}", Given.Noon, $"e{i}"))];

        await RunAsync(Message(1, types));

        Assert.Equal(["1 dead refused"], _actions.Settled);
        Assert.StartsWith("32 type: ", _actions.Description, StringComparison.Ordinal);
        Assert.Equal(32, (await _world.UserAsync()).Activity.ByType.Count);
    }

    [Theory]
    [InlineData(1, "1 abandon")]
    [InlineData(2, "1 abandon")]
    [InlineData(3, null)]   // left to its lock, so that an outage does not use up the deliveries
    public async Task Run_AUserThatCannotBeWritten_ComesAgainAndTheOthersAreApplied(int delivery, string? settled)
    {
        _meddled.BeforeWrite = (_, changes) => changes.Any(change => change.Row == PeopleKeys.User("bert")) ? throw new InvalidDataException() : Task.CompletedTask;

        await RunAsync(Message(1, delivery, Given.Purchase(Given.Noon, user: "bert"), Given.Purchase(Given.Noon)), Message(2, Given.Purchase(Given.Noon, user: "carl")));

        Assert.Equal(settled is null ? ["2 complete"] : [settled, "2 complete"], _actions.Settled);
        Assert.NotNull(await _world.People.FindAsync("anna"));
        Assert.NotNull(await _world.People.FindAsync("carl"));
    }

    [Fact]
    public async Task Run_ALockLost_SettlesTheOthers()
    {
        _actions.Lost = 1;

        await RunAsync(Message(1, Given.Purchase(Given.Noon)), Message(2, Given.Purchase(Given.Noon, "b")));

        Assert.Equal(["2 complete"], _actions.Settled);
    }

    private Task RunAsync(params ServiceBusReceivedMessage[] messages) =>
        new ApplyQueuedEvents(_world.Ingest, NullLogger<ApplyQueuedEvents>.Instance).RunAsync(messages, _actions, null!, CancellationToken.None);

    private static ServiceBusReceivedMessage Message(long number, params IncomingEvent[] events) => Message(number, 1, events);

    private static ServiceBusReceivedMessage Message(long number, int delivery, params IncomingEvent[] events) =>
        Message(number, Assert.Single(QueuePlan.Of([.. events.Select((each, i) => new PlacedEvent(i, each))]).Messages).Body, delivery);

    private static ServiceBusReceivedMessage Message(long number, string body) => Message(number, System.Text.Encoding.UTF8.GetBytes(body), 1);

    private static ServiceBusReceivedMessage Message(long number, ReadOnlyMemory<byte> body, int delivery) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(new BinaryData(body), sequenceNumber: number, deliveryCount: delivery);

    private sealed class SettledActions : ServiceBusMessageActions
    {
        public List<string> Settled { get; } = [];

        public string? Description { get; private set; }

        public long Lost { get; set; }

        public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Settle(message, "complete");

        public override Task AbandonMessageAsync(
            ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) => Settle(message, "abandon");

        public override Task DeadLetterMessageAsync(
            ServiceBusReceivedMessage message, Dictionary<string, object>? propertiesToModify = null, string? deadLetterReason = null,
            string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default)
        {
            Description = deadLetterErrorDescription;
            return Settle(message, "dead " + deadLetterReason);
        }

        private Task Settle(ServiceBusReceivedMessage message, string how)
        {
            if (message.SequenceNumber == Lost)
                throw new ServiceBusException("gone", ServiceBusFailureReason.MessageLockLost);
            Settled.Add($"{message.SequenceNumber} {how}");
            return Task.CompletedTask;
        }
    }
}
