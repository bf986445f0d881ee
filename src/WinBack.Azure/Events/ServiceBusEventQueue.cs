using Azure.Messaging.ServiceBus;
using WinBack.Core.Events;
using WinBack.Storage.Users;

namespace WinBack.Azure.Events;

/// <summary>The queue of events on Service Bus: as few sends as the broker's size limit allows.</summary>
/// <param name="client">Retries by itself what may pass.</param>
/// <param name="options">Names the queue.</param>
public sealed class ServiceBusEventQueue(ServiceBusClient client, IngestOptions options) : IEventQueue
{
    private readonly ServiceBusSender _sender = client.CreateSender(options.EventsQueue);

    /// <inheritdoc/>
    public async Task EnqueueAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancel)
    {
        try
        {
            for (var sent = 0; sent < messages.Count;)
                sent += await SendAsync(messages, sent, cancel);
        }
        catch (Exception failure) when (QueueFault.Is(failure, cancel))
        {
            throw new QueueUnavailableException($"The queue {options.EventsQueue} did not take all messages.", failure);
        }
    }

    /// <returns>How many went with one send.</returns>
    private async Task<int> SendAsync(IReadOnlyList<EventMessage> messages, int from, CancellationToken cancel)
    {
        using var batch = await _sender.CreateMessageBatchAsync(cancel);
        var count = 0;
        while (from + count < messages.Count && batch.TryAddMessage(Of(messages[from + count])))
            count++;
        if (count == 0)
            throw new QueueUnavailableException($"The queue {options.EventsQueue} takes no message of {messages[from].Body.Length} bytes; {batch.MaxSizeInBytes} are its limit.");
        await _sender.SendMessagesAsync(batch, cancel);
        return count;
    }

    private static ServiceBusMessage Of(EventMessage message) => new(message.Body)
    {
        MessageId = message.Id,
        ContentType = "application/json",
        Subject = "events",
    };
}
