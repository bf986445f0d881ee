using WinBack.Storage.Tables;

namespace WinBack.CrashHost;

/// <summary>
/// Kills the process before its n-th write, and keeps of what kind the writes were. A heartbeat or a watermark only says how far a scan came;
/// those are not counted.
/// </summary>
internal sealed class StoppingTables(ITables inner, KillSwitch killSwitch, int? stopAt) : ITables
{
    private readonly Lock _gate = new();
    private readonly List<string> _kinds = [];

    /// <summary>Of every write so far its table and the kinds of its rows: <c>People u,v,p</c>.</summary>
    public IReadOnlyList<string> Kinds
    {
        get
        {
            lock (_gate)
                return [.. _kinds];
        }
    }

    public ITable Open(string name) => new Stopping(inner.Open(name), name, this);

    private void BeforeWrite(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        if (table is "Heartbeat" or "Backfill" || partition == "watermark")
            return;
        lock (_gate)
        {
            _kinds.Add($"{table} {string.Join(',', changes.Select(Kind).Distinct())}");
            if (_kinds.Count == stopAt)
                killSwitch.Kill();
        }
    }

    // The type of a row stands first in its key where a table has several.
    private static string Kind(RowChange change) => $"{(change is RowChange.Delete ? "-" : "")}{(change.Row.IndexOf('|', StringComparison.Ordinal) == 1 ? change.Row[..1] : "row")}";

    private sealed class Stopping(ITable inner, string name, StoppingTables owner) : ITable
    {
        public ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default) => inner.GetAsync(partition, row, cancel);

        public ValueTask<TablePage> QueryAsync(
            string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default) =>
            inner.QueryAsync(partition, from, to, pageSize, continuation, cancel);

        public ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default)
        {
            owner.BeforeWrite(name, partition, changes);
            return inner.BatchAsync(partition, changes, cancel);
        }
    }
}
