using System.Globalization;
using WinBack.Storage.Tables;

namespace WinBack.TestKit.Tables;

/// <summary>One table in memory. Every call completes at once, under one lock; data is copied on the way in.</summary>
public sealed class MemoryTable : ITable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedSet<TableRow>> _partitions = new(StringComparer.Ordinal);
    private long _lastETag;

    public ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default)
    {
        TableArguments.CheckGet(partition, row);
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
            return ValueTask.FromResult(Find(partition, row));
    }

    public ValueTask<TablePage> QueryAsync(
        string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default)
    {
        TableArguments.CheckQuery(partition, from, to, pageSize, continuation);
        cancel.ThrowIfCancellationRequested();
        var start = continuation is not null && string.CompareOrdinal(continuation, from) > 0 ? continuation : from;
        var rows = new List<TableRow>();
        lock (_gate)
        {
            if (string.CompareOrdinal(start, to) >= 0 || !_partitions.TryGetValue(partition, out var all))
                return ValueTask.FromResult(new TablePage(rows, null));
            foreach (var row in all.GetViewBetween(Probe(start), Probe(to)))
            {
                if (string.Equals(row.Row, to, StringComparison.Ordinal))
                    break;
                if (rows.Count == pageSize)
                    return ValueTask.FromResult(new TablePage(rows, row.Row));
                rows.Add(row);
            }
        }
        return ValueTask.FromResult(new TablePage(rows, null));
    }

    /// <summary>Every row, by partition.</summary>
    public IReadOnlyList<TableRow> All()
    {
        lock (_gate)
            return [.. _partitions.Values.SelectMany(rows => rows)];
    }

    public ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default)
    {
        TableArguments.CheckBatch(partition, changes);
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            for (var i = 0; i < changes.Count; i++)
                if (!IsAllowed(changes[i], Find(partition, changes[i].Row)))
                    return ValueTask.FromResult<BatchResult>(new BatchResult.Refused(i));

            var etags = new string?[changes.Count];
            for (var i = 0; i < changes.Count; i++)
                etags[i] = Apply(partition, changes[i]);
            return ValueTask.FromResult<BatchResult>(new BatchResult.Done(etags));
        }
    }

    private static bool IsAllowed(RowChange change, TableRow? stored) => change switch
    {
        RowChange.Insert => stored is null,
        RowChange.Replace replace => stored is not null && stored.ETag == replace.ETag,
        RowChange.Delete { ETag: { } etag } => stored is not null && stored.ETag == etag,
        _ => true,
    };

    private string? Apply(string partition, RowChange change)
    {
        if (!_partitions.TryGetValue(partition, out var rows))
            _partitions[partition] = rows = new SortedSet<TableRow>(ByRow.Instance);
        rows.Remove(Probe(change.Row));
        ReadOnlyMemory<byte> data;
        switch (change)
        {
            case RowChange.Insert insert: data = insert.Data; break;
            case RowChange.Replace replace: data = replace.Data; break;
            case RowChange.Upsert upsert: data = upsert.Data; break;
            default: return null;
        }
        var etag = (++_lastETag).ToString(CultureInfo.InvariantCulture);
        rows.Add(new TableRow(partition, change.Row, data.ToArray(), etag));
        return etag;
    }

    private TableRow? Find(string partition, string row) =>
        _partitions.TryGetValue(partition, out var rows) && rows.TryGetValue(Probe(row), out var found) ? found : null;

    private static TableRow Probe(string row) => new("", row, default, "");

    private sealed class ByRow : IComparer<TableRow>
    {
        public static readonly ByRow Instance = new();

        public int Compare(TableRow? x, TableRow? y) => string.CompareOrdinal(x?.Row, y?.Row);
    }
}
