using Azure.Data.Tables;
using WinBack.Storage.Tables;

namespace WinBack.Azure.Tables;

/// <summary>Looks in the rows of a write for what it left there, after its answer was lost.</summary>
internal sealed class WriteTrace(TableClient client)
{
    private static readonly string[] Marks = [RowEntity.Operation, RowEntity.New];

    /// <summary>
    /// Reads rows until one tells: a row that bears the operation was written by it, and with it all; a row that still has the ETag it was to
    /// replace was not, nor one that another inserted where it was to insert, and with it none. Most often the first row read tells.
    /// </summary>
    public async Task<Finding> FindAsync(string partition, IReadOnlyList<RowChange> changes, Guid operation, CancellationToken cancel)
    {
        var changedByOthers = false;
        foreach (var change in changes.OrderBy(Rank))
        {
            if (change is RowChange.Delete { ETag: null })
                continue;   // tells nothing: it may have been absent before
            var row = await ReadAsync(partition, change.Row, cancel);
            if (row is not null && RowEntity.OperationOf(row) == operation)
                return Finding.Done;
            if (row is not null && (change is RowChange.Insert ? row.GetBoolean(RowEntity.New) is true : row.ETag.ToString() == Wanted(change)))
                return Finding.NotDone;
            changedByOthers |= change is RowChange.Insert ? row is not null : change is not RowChange.Upsert;
        }

        return changedByOthers ? Finding.Unknown : Finding.MayBeRepeated;
    }

    /// <summary>The ETags that a write gave which was found to be done; of a row changed since, one that no row has.</summary>
    public async Task<string?[]> ETagsAsync(string partition, IReadOnlyList<RowChange> changes, Guid operation, CancellationToken cancel) =>
        await Task.WhenAll(changes.Select(async change =>
        {
            if (change is RowChange.Delete)
                return null;
            var row = await ReadAsync(partition, change.Row, cancel);
            return row is not null && RowEntity.OperationOf(row) == operation ? row.ETag.ToString() : RowEntity.NoRows;
        }));

    private async Task<TableEntity?> ReadAsync(string partition, string row, CancellationToken cancel)
    {
        var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, Marks, cancel);
        return found.HasValue ? found.Value : null;
    }

    private static string? Wanted(RowChange change) => change switch
    {
        RowChange.Replace replace => replace.ETag,
        RowChange.Delete delete => delete.ETag,
        _ => null,
    };

    private static int Rank(RowChange change) => change switch { RowChange.Replace => 0, RowChange.Insert => 1, RowChange.Upsert => 2, _ => 3 };
}

/// <summary>Whether a write was done, as far as its rows tell.</summary>
internal enum Finding
{
    /// <summary>It was.</summary>
    Done,

    /// <summary>It was not, up to now: a row still is as the write wanted to find it, or another made it first.</summary>
    NotDone,

    /// <summary>Nothing shows that it was, and to do it now is right in any case: no condition of it hangs on what was there.</summary>
    MayBeRepeated,

    /// <summary>Others have changed its rows: before it, after it or instead of it.</summary>
    Unknown,
}
