using WinBack.Core.Events;

namespace WinBack.Storage.Users;

/// <summary>Result of one item.</summary>
/// <param name="Position">Place in the batch, from 0.</param>
/// <param name="Id">Event id, if it could be read.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Refusal">Why, when refused.</param>
public readonly record struct ItemResult(int Position, string? Id, ItemStatus Status, Refusal? Refusal);

/// <summary>What became of one item of a batch.</summary>
public enum ItemStatus
{
    /// <summary>Applied and durable.</summary>
    Applied,

    /// <summary>The same id was applied to this user before; nothing changed.</summary>
    Duplicate,

    /// <summary>Refused; nothing of it was kept.</summary>
    Refused,
}
