using WinBack.Storage.Tables;

namespace WinBack.CrashHost;

/// <summary>Kills the process before its n-th write, and counts the writes. A heartbeat or a watermark only says how far a scan came; those are not counted.</summary>
internal sealed class StoppingTables(ITables inner, KillSwitch killSwitch, int? stopAt) : ITables
{
    private int _writes;

    /// <summary>Writes so far.</summary>
    public int Writes => _writes;

    public ITable Open(string name) => new Stopping(inner.Open(name), name, this);

    private void BeforeWrite(string table, string partition)
    {
        if (table is "Heartbeat" or "Backfill" || partition == "watermark")
            return;
        if (Interlocked.Increment(ref _writes) == stopAt)
            killSwitch.Kill();
    }

    private sealed class Stopping(ITable inner, string name, StoppingTables owner) : ITable
    {
        public ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default) => inner.GetAsync(partition, row, cancel);

        public ValueTask<TablePage> QueryAsync(
            string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default) =>
            inner.QueryAsync(partition, from, to, pageSize, continuation, cancel);

        public ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default)
        {
            owner.BeforeWrite(name, partition);
            return inner.BatchAsync(partition, changes, cancel);
        }
    }
}
