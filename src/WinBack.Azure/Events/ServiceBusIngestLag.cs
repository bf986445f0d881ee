using Azure.Messaging.ServiceBus;
using WinBack.Core.Events;
using WinBack.Storage.Sending;

namespace WinBack.Azure.Events;

/// <summary>Looks at the heads of the queues of events and of feedback on Service Bus, without taking anything: a STOP waits in the latter.</summary>
public sealed class ServiceBusIngestLag(ServiceBusClient client, IngestOptions options) : IIngestLag
{
    private readonly ServiceBusReceiver _events = client.CreateReceiver(options.EventsQueue);
    private readonly ServiceBusReceiver _feedback = client.CreateReceiver(options.FeedbackQueue);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> OldestAsync(CancellationToken cancel)
    {
        var heads = await Task.WhenAll(HeadAsync(_events, cancel), HeadAsync(_feedback, cancel));
        return heads.Min();
    }

    private static async Task<DateTimeOffset?> HeadAsync(ServiceBusReceiver queue, CancellationToken cancel)
    {
        // From the start each time: a receiver goes on where its last look ended. Messages under a lock are seen, too: they are not applied yet.
        var head = await queue.PeekMessageAsync(fromSequenceNumber: 0, cancel);
        return head?.EnqueuedTime;
    }
}
