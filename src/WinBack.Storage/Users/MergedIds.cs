using System.Text;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>
/// Which other ids turned out to be a user: the way back from the one that survives. A row is written before the merge and says only that one was
/// asked for; the merged user's own row tells whether it took place.
/// </summary>
public sealed class MergedIds(ITables tables, IPeople people, StorageLayout layout)
{
    // Event that a merge leaves in the history of who survives, see UserMerging.Copies.
    private const string CopyOf = "merged.";

    private readonly ITable _people = tables.Open(PeopleKeys.Table);

    /// <summary>Notes that a merge is about to be made. One operation.</summary>
    internal async Task NoteAsync(string into, string from, CancellationToken cancel) =>
        _ = await _people.BatchAsync(
            PeopleKeys.Partition(into, layout.PeopleShards), [new RowChange.Upsert(PeopleKeys.Merged(into, from), Encoding.UTF8.GetBytes(from))], cancel);

    /// <summary>
    /// Every id that stands for a person, the one that survives last. Costs a query for each; reads all user rows only where a merge was made before
    /// these were noted.
    /// </summary>
    /// <exception cref="MergedInCirclesException">The chain of merges does not end.</exception>
    public async Task<IReadOnlyList<string>> AllOfAsync(string userId, CancellationToken cancel = default)
    {
        var survivor = (await people.FindSurvivorAsync(userId, cancel))?.Id ?? userId;
        List<string> ids = [survivor];
        for (var i = 0; i < ids.Count; i++)
            ids.AddRange((await NotedAsync(ids[i], cancel)).Except(ids, StringComparer.Ordinal));
        if (await HasOthersAsync(ids, survivor, cancel))
            await AddFromAllAsync(ids, cancel);
        if (!ids.Contains(userId, StringComparer.Ordinal))
            ids.Add(userId);
        ids.Reverse();
        return ids;
    }

    private async Task<List<string>> NotedAsync(string into, CancellationToken cancel)
    {
        List<string> noted = [];
        await foreach (var row in _people.ReadRangeAsync(PeopleKeys.Partition(into, layout.PeopleShards), PeopleKeys.AllMerged(into), cancel))
        {
            var from = Encoding.UTF8.GetString(row.Data.Span);
            if (await people.FindAsync(from, cancel) is not { } user || user.MergedInto == into)
                noted.Add(from);
        }

        return noted;
    }

    private async Task<bool> HasOthersAsync(List<string> ids, string survivor, CancellationToken cancel)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (await people.FindAsync(id, cancel) is { } user)
                known.Add(CopyOf + user.PersonKey);
        }

        return (await people.EventsAsync(survivor, cancel)).Any(each => each.Id.StartsWith(CopyOf, StringComparison.Ordinal) && !known.Contains(each.Id));
    }

    private async Task AddFromAllAsync(List<string> ids, CancellationToken cancel)
    {
        var before = 0;
        while (before < ids.Count)
        {
            before = ids.Count;
            for (var shard = 0; shard < layout.PeopleShards; shard++)
            {
                await foreach (var user in people.AllAsync(shard, cancel: cancel))
                {
                    if (user.MergedInto is { } into && ids.Contains(into, StringComparer.Ordinal) && !ids.Contains(user.Id, StringComparer.Ordinal))
                        ids.Add(user.Id);
                }
            }
        }
    }
}
