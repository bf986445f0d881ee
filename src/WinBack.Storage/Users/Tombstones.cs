using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>
/// Who was erased: one row for each id, which is there as its keyed hash only. It is written before anything is removed and stays until it is lifted,
/// so that whatever comes for the id later, by whatever way, is dropped.
/// </summary>
public sealed class Tombstones(ITables tables, StorageLayout layout, AddressHasher hasher)
{
    private readonly ITable _people = tables.Open(PeopleKeys.Table);

    /// <summary>Whether an id was erased; read from storage, never cached. One operation.</summary>
    public async ValueTask<bool> IsErasedAsync(string userId, CancellationToken cancel = default) =>
        await _people.GetAsync(PeopleKeys.Partition(userId, layout.PeopleShards), Row(userId), cancel) is not null;

    /// <summary>Says that an id is erased from now on; the first time stands. One operation.</summary>
    internal async Task LayAsync(string userId, DateTimeOffset at, CancellationToken cancel)
    {
        var data = UserRows.Write(new(at), UserRows.Default.TombstoneRow);
        _ = await _people.BatchAsync(PeopleKeys.Partition(userId, layout.PeopleShards), [new RowChange.Insert(Row(userId), data)], cancel);
    }

    /// <summary>Lets an id begin anew, as a person of whom nothing is known. What was suppressed stays so.</summary>
    /// <returns>Whether it had been erased.</returns>
    public async Task<bool> LiftAsync(string userId, CancellationToken cancel = default)
    {
        if (!await IsErasedAsync(userId, cancel))
            return false;
        _ = await _people.BatchAsync(PeopleKeys.Partition(userId, layout.PeopleShards), [new RowChange.Delete(Row(userId))], cancel);
        return true;
    }

    private string Row(string userId) => PeopleKeys.Tombstone(hasher.OfUser(userId));
}

/// <summary>A tombstone: nothing but when.</summary>
internal sealed record TombstoneRow(DateTimeOffset At);
