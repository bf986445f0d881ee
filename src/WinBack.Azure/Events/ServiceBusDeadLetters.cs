using System.Globalization;
using Azure.Messaging.ServiceBus;
using WinBack.Storage.Users;

namespace WinBack.Azure.Events;

/// <summary>The dead letters of queues on Service Bus.</summary>
public sealed class ServiceBusDeadLetters(ServiceBusClient client) : IDeadLetters
{
    // Parts an id from the number of the replay; not in base64url, which our own ids are made of.
    private const char Mark = '~';

    private const int AtATime = 50;

    // The sub-queue is empty when nothing comes within this time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<int> ReplayAsync(string queue, int most, CancellationToken cancel)
    {
        var replayed = 0;
        try
        {
            await using var letters = client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
            await using var sender = client.CreateSender(queue);
            while (replayed < most)
            {
                var received = await letters.ReceiveMessagesAsync(Math.Min(AtATime, most - replayed), Patience, cancel);
                if (received.Count == 0)
                    break;
                foreach (var letter in received)
                {
                    // Send, then take away: a crash between the two leaves it in both, and what is applied twice changes nothing.
                    await sender.SendMessageAsync(Again(letter), cancel);
                    await letters.CompleteMessageAsync(letter, cancel);
                    replayed++;
                }
            }

            return replayed;
        }
        catch (Exception failure) when (QueueFault.Is(failure, cancel))
        {
            throw new QueueUnavailableException($"The dead letters of {queue} could not all be put back.", failure) { Done = replayed };
        }
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(string queue, int most, CancellationToken cancel)
    {
        try
        {
            await using var letters = client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
            var counted = 0;
            // The receiver remembers how far it has peeked.
            while (counted < most && await letters.PeekMessagesAsync(most - counted, cancellationToken: cancel) is { Count: > 0 } peeked)
                counted += peeked.Count;
            return counted;
        }
        catch (Exception failure) when (QueueFault.Is(failure, cancel))
        {
            throw new QueueUnavailableException($"The dead letters of {queue} could not be counted.", failure);
        }
    }

    // With its old id the broker would take it for a duplicate, drop it without a word, and it would be lost. With one that follows from the letter,
    // a replay that broke off between send and completion is recognised.
    private static ServiceBusMessage Again(ServiceBusReceivedMessage letter)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"{Mark}{letter.SequenceNumber}");
        var id = letter.MessageId ?? "";
        var mark = id.IndexOf(Mark, StringComparison.Ordinal);
        id = mark < 0 ? id : id[..mark];
        const int LongestId = 128;
        return new(letter) { MessageId = id[..Math.Min(id.Length, LongestId - number.Length)] + number };
    }
}
