using WinBack.Storage.Tables;

namespace WinBack.Local.Tables;

/// <summary>One table of a data file. Reads complete at once, on the caller's thread.</summary>
internal sealed class SqliteTable(ITableEngine engine, TableSlot slot) : ITable
{
    public ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default)
    {
        TableArguments.CheckGet(partition, row);
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(engine.Get(slot, partition, row));
    }

    public ValueTask<TablePage> QueryAsync(
        string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default)
    {
        TableArguments.CheckQuery(partition, from, to, pageSize, continuation);
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(engine.Query(slot, partition, from, to, pageSize, continuation));
    }

    public ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default)
    {
        TableArguments.CheckBatch(partition, changes);
        cancel.ThrowIfCancellationRequested();
        var answer = engine.BatchAsync(slot, partition, changes);
        return answer.IsCompleted || !cancel.CanBeCanceled ? answer : new(answer.AsTask().WaitAsync(cancel));
    }
}
