using System.Runtime.CompilerServices;
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

    /// <summary>Streams the attempts of a shard, in the order of their references, which is none that means anything. A page is in memory at a time.</summary>
    /// <param name="shard">From 0.</param>
    /// <param name="cancel">Stops.</param>
    public async IAsyncEnumerable<SentAttempt> AllAsync(int shard, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var row in _people.ReadRangeAsync(PeopleKeys.Partition(shard), PeopleKeys.AllAttempts, cancel))
            yield return UserRows.Read(row.Data, UserRows.Default.SentAttempt);
    }
}
