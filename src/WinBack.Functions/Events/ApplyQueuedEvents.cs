using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WinBack.Functions.Sequences;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>
/// Applies the events that wait in the queue: those of one user in one write, over all messages of a batch. Each message is settled by itself.
/// A batch that is delivered again, whole or in part, changes nothing.
/// </summary>
public sealed class ApplyQueuedEvents(EventIngest ingest, ILogger<ApplyQueuedEvents> log)
{
    /// <summary>Takes one batch. Its locks are not renewed: a batch is to be small enough to be done within them.</summary>
    [Function(nameof(ApplyQueuedEvents))]
    public async Task RunAsync(
        [ServiceBusTrigger("%Ingest:EventsQueue%", Connection = "ServiceBus", IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        var batch = QueuedBatch.Read(messages);
        var results = await ingest.TryApplyAsync(batch.Items, new DurableSequences(client), cancel);
        await new QueueSettlement(actions, log).SettleAsync(batch.Judge(results), cancel);
    }
}
