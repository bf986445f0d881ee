using WinBack.Storage.Tables;

namespace WinBack.CrashHost;

/// <summary>
/// Kills the process before its n-th write, or lets it stand still before writes. A heartbeat or a watermark only says how far a scan came;
/// those are not counted.
/// </summary>
internal sealed class StoppingTables(ITables inner, KillSwitch killSwitch, CrashOptions options) : ITables
{
    private readonly Lock _gate = new();
    private readonly KindPairs _pairs = new();
    private int _writes;

    public ITable Open(string name) => new Stopping(inner.Open(name), name, this);

    private void BeforeWrite(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        if (table is "Heartbeat" or "Backfill" || partition == "watermark")
            return;
        lock (_gate)
        {
            _writes++;
            if (_pairs.IsNew($"{table} {string.Join(',', changes.Select(Kind).Distinct())}") && options.StandsStill)
                killSwitch.StandStill($"write {_writes}");
            if (_writes == options.StopAtWrite)
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
