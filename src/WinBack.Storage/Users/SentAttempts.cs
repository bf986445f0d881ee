using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>Finds an attempt again by the reference that left the house with its message.</summary>
public sealed class SentAttempts(ITables tables, StorageLayout layout)
{
    private readonly ITable _people = tables.Open(PeopleKeys.Table);

    /// <summary>The attempt; null for a reference that is not ours, or of a person who was erased. One operation.</summary>
    public async ValueTask<SentAttempt?> FindAsync(AttemptReference reference, CancellationToken cancel = default) =>
        reference.Shard < layout.PeopleShards && await _people.GetAsync(PeopleKeys.Partition(reference.Shard), PeopleKeys.Attempt(reference), cancel) is { } row
            ? UserRows.Read(row.Data, UserRows.Default.SentAttempt)
            : null;
}
