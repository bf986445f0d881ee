using Azure.Messaging.ServiceBus;
using WinBack.Core.Events;
using WinBack.Storage.Sending;

namespace WinBack.Azure.Events;

/// <summary>Looks at the head of the queue of events on Service Bus, without taking anything.</summary>
public sealed class ServiceBusIngestLag(ServiceBusClient client, IngestOptions options) : IIngestLag
{
    private readonly ServiceBusReceiver _receiver = client.CreateReceiver(options.EventsQueue);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> OldestAsync(CancellationToken cancel)
    {
        // From the start each time: a receiver goes on where its last look ended. Messages under a lock are seen, too: they are not applied yet.
        var head = await _receiver.PeekMessageAsync(fromSequenceNumber: 0, cancel);
        return head?.EnqueuedTime;
    }
}
