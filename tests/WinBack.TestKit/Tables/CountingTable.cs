using WinBack.Storage.Tables;

namespace WinBack.TestKit.Tables;

/// <summary>Counts the operations on one table. An operation counts when it is asked for, answered or not.</summary>
public sealed class CountingTable(ITable inner) : ITable
{
    private long _gets;
    private long _pages;
    private long _batches;
    private long _changes;

    public ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default)
    {
        Interlocked.Increment(ref _gets);
        return inner.GetAsync(partition, row, cancel);
    }

    public ValueTask<TablePage> QueryAsync(
        string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default)
    {
        Interlocked.Increment(ref _pages);
        return inner.QueryAsync(partition, from, to, pageSize, continuation, cancel);
    }

    public ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _changes, changes.Count);
        return inner.BatchAsync(partition, changes, cancel);
    }

    public OperationCounts Read() =>
        new(Interlocked.Read(ref _gets), Interlocked.Read(ref _pages), Interlocked.Read(ref _batches), Interlocked.Read(ref _changes));

    public void Reset()
    {
        Interlocked.Exchange(ref _gets, 0);
        Interlocked.Exchange(ref _pages, 0);
        Interlocked.Exchange(ref _batches, 0);
        Interlocked.Exchange(ref _changes, 0);
    }
}
