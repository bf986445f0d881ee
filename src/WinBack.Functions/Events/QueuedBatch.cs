using Azure.Messaging.ServiceBus;
using WinBack.Core.Events;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>The messages of one delivery, read: all their events as one batch, and of which message each is.</summary>
internal sealed class QueuedBatch
{
    private readonly List<(ServiceBusReceivedMessage Message, EventBatch? Events, int First, string? Poison)> _messages = [];
    private readonly List<PlacedEvent> _items = [];

    private QueuedBatch()
    {
    }

    /// <summary>Every readable event; the position is that in its own message.</summary>
    public IReadOnlyList<PlacedEvent> Items => _items;

    public static QueuedBatch Read(IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        var batch = new QueuedBatch();
        foreach (var message in messages)
        {
            try
            {
                var events = EventMessage.Read(message.Body.ToMemory());
                batch._messages.Add((message, events, batch._items.Count, null));
                batch._items.AddRange(events.Items);
            }
            catch (EventBodyException poison)
            {
                batch._messages.Add((message, null, batch._items.Count, poison.Message));
            }
        }

        return batch;
    }

    /// <summary>What became of each message.</summary>
    /// <param name="results">Of <see cref="Items"/>, in their order.</param>
    public IReadOnlyList<MessageOutcome> Judge(IReadOnlyList<ItemResult> results) =>
    [
        .. _messages.Select(each => new MessageOutcome(
            each.Message,
            each.Poison,
            [.. results.Skip(each.First).Take(each.Events?.Items.Count ?? 0)],
            each.Events?.Refusals ?? [])),
    ];
}

/// <summary>What became of one message.</summary>
/// <param name="Message">As delivered.</param>
/// <param name="Poison">Why it cannot be read at all; else null.</param>
/// <param name="Results">Of the events that could be read.</param>
/// <param name="Unreadable">Events of it that could not be read.</param>
internal sealed record MessageOutcome(
    ServiceBusReceivedMessage Message, string? Poison, IReadOnlyList<ItemResult> Results, IReadOnlyList<Refusal> Unreadable)
{
    private const int LongestDescription = 1000;   // of 4,096 characters that the broker takes

    public int Count(ItemStatus status) => Results.Count(result => result.Status == status);

    public IEnumerable<Refusal> Refused => Unreadable.Concat(Results.Select(result => result.Refusal).OfType<Refusal>()).OrderBy(refusal => refusal.Position);

    /// <summary>The refusals by position, without what they are about: <c>3 type: The user has events of 32 types already.</c></summary>
    public string Describe()
    {
        var text = string.Join("; ", Refused.Select(refusal => $"{refusal.Position} {refusal.Field}: {refusal.Reason}"));
        return text.Length <= LongestDescription ? text : text[..LongestDescription];
    }
}
