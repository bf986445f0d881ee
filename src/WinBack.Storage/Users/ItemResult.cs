using WinBack.Core.Events;

namespace WinBack.Storage.Users;

/// <summary>Result of one item.</summary>
/// <param name="Position">Place in the batch, from 0.</param>
/// <param name="Id">Event id, if it could be read.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Refusal">Why, when refused.</param>
public readonly record struct ItemResult(int Position, string? Id, ItemStatus Status, Refusal? Refusal)
{
    /// <summary>What went wrong when <see cref="Status"/> is <see cref="ItemStatus.Failed"/>; several items of one user share it.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The refusal of an event whose value cannot be counted, for want of a rate of its currency; null where it can.</summary>
    internal static ItemResult? Uncounted(PlacedEvent item, MoneyOptions money) =>
        item.Event is { Value: not null, Converted: null, Currency: var currency } && money.Fault(currency) is { } fault
            ? new(item.Position, item.Event.Id, ItemStatus.Refused, new(item.Position, item.Event.Id, "currency", fault.Reason, fault.Allowed)) : null;
}

/// <summary>What became of one item of a batch.</summary>
public enum ItemStatus
{
    /// <summary>Applied and durable.</summary>
    Applied,

    /// <summary>The same id was applied to this user before; nothing changed.</summary>
    Duplicate,

    /// <summary>Refused; nothing of it was kept.</summary>
    Refused,

    /// <summary>Safe in a queue, and applied soon.</summary>
    Queued,

    /// <summary>Not known to be applied, for a reason that may pass: to be sent again, which changes nothing twice.</summary>
    Failed,

    /// <summary>The user was erased: nothing of it was kept, and sent again it is dropped again.</summary>
    Dropped,
}
