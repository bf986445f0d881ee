using System.Text;
using WinBack.Core.Events;
using WinBack.Core.Events.Segment;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Users;

/// <summary>Whatever way something arrives for a person who was erased, it is dropped, and leaves nothing.</summary>
public sealed class ErasedWaysInTests
{
    private readonly AWorld _world = new(campaigns: Given.Campaign());
    private readonly AQueue _queue = new();

    // Accepted, not yet applied, when the person asked to be erased.
    [Fact]
    public async Task QueueMode_EventThatWaitedThroughTheErasure_IsDropped()
    {
        await KnownAsync();
        await PostAsync(Given.Purchase(Given.Noon, "waits"));
        await EraseAsync();

        Assert.Equal([ItemStatus.Dropped], await DeliverAsync());
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task QueueMode_PostedAfterTheErasure_IsQueuedAndDroppedAndAStopAtOnce()
    {
        await KnownAsync();
        await EraseAsync();

        Assert.Equal([ItemStatus.Queued], await PostAsync(Given.Purchase(Given.Noon, "late")));
        Assert.Equal([ItemStatus.Dropped], await PostAsync(Given.Consent(given: false, Given.Noon, "stop")));
        Assert.Equal([ItemStatus.Dropped], await DeliverAsync());
        Assert.Empty(Kept());
    }

    // A dead letter is the message as it was, put back; it may come any number of times.
    [Fact]
    public async Task DeadLetterReplay_OfWhatWasSetAsideBefore_IsDroppedEachTime()
    {
        await PostAsync(Given.Reachable(Given.Noon), Given.Purchase(Given.Noon));
        await KnownAsync();
        await EraseAsync();

        Assert.All(await DeliverAsync(), status => Assert.Equal(ItemStatus.Dropped, status));
        Assert.All(await DeliverAsync(), status => Assert.Equal(ItemStatus.Dropped, status));
        Assert.Empty(Kept());
    }

    [Theory]
    [InlineData("track", """{"type":"track","messageId":"m1","userId":"anna","event":"Order Completed","timestamp":"2026-11-24T12:00:00Z"}""")]
    [InlineData("identify", """{"type":"identify","messageId":"m2","userId":"anna","traits":{"email":"anna@example.com"},"timestamp":"2026-11-24T12:00:00Z"}""")]
    [InlineData("alias", """{"type":"alias","messageId":"m3","userId":"anna","previousId":"visitor","timestamp":"2026-11-24T12:00:00Z"}""")]
    public async Task Segment_MessageAboutTheErased_IsDropped(string kind, string message)
    {
        await KnownAsync();
        await EraseAsync();

        var read = SegmentBatch.Read(Encoding.UTF8.GetBytes(message), kind, new(Given.Noon, SourceTrust.Full));

        Assert.Equal([ItemStatus.Dropped], (await _world.Ingest.ApplyAsync(read.Items, _world.Sequences, default)).Select(each => each.Status));
        Assert.Empty(Kept());
    }

    private Task<IReadOnlyList<ItemStatus>> KnownAsync() => _world.ApplyAsync(Given.Reachable(Given.Noon, "known"), Given.Purchase(Given.Noon, "known-order"));

    private Task<ErasureResult> EraseAsync() => _world.Erasures.EraseAsync("anna", _world.Sequences);

    private async Task<IEnumerable<ItemStatus>> PostAsync(params IncomingEvent[] events) =>
        (await new EventIntake(_world.Ingest, new() { Mode = IngestMode.ServiceBus }, _queue).TakeAsync([.. events.Select((each, i) => new PlacedEvent(i, each))], _world.Sequences, default))
            .Select(each => each.Status);

    private async Task<IEnumerable<ItemStatus>> DeliverAsync() =>
        (await _world.Ingest.TryApplyAsync([.. _queue.Messages.SelectMany(message => EventMessage.Read(message.Body).Items)], _world.Sequences, default)).Select(each => each.Status);

    private IEnumerable<string> Kept() => ((TestKit.Tables.MemoryTables)_world.Tables).All()
        .Where(each => each.Row.Row.Contains("anna", StringComparison.Ordinal) || Encoding.UTF8.GetString(each.Row.Data.Span).Contains("anna", StringComparison.Ordinal))
        .Select(each => each.Table + " " + each.Row.Row);

    private sealed class AQueue : IEventQueue
    {
        public List<EventMessage> Messages { get; } = [];

        public Task EnqueueAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancel)
        {
            Messages.AddRange(messages);
            return Task.CompletedTask;
        }
    }
}
