using WinBack.Storage.Tables;

namespace WinBack.TestKit.Tables;

/// <summary>Tables that let a test do something just before a write: another writer that is faster.</summary>
public sealed class MeddledTables(ITables inner) : ITables
{
    private bool _meddling;

    /// <summary>Called before each write with the table's name and the changes; not for writes it makes itself.</summary>
    public Func<string, IReadOnlyList<RowChange>, Task>? BeforeWrite { get; set; }

    public ITable Open(string name) => new Table(name, inner.Open(name), this);

    private async Task MeddleAsync(string name, IReadOnlyList<RowChange> changes)
    {
        if (_meddling || BeforeWrite is not { } before)
            return;
        _meddling = true;
        try
        {
            await before(name, changes);
        }
        finally
        {
            _meddling = false;
        }
    }

    private sealed class Table(string name, ITable inner, MeddledTables owner) : ITable
    {
        public ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default) => inner.GetAsync(partition, row, cancel);

        public ValueTask<TablePage> QueryAsync(
            string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default) =>
            inner.QueryAsync(partition, from, to, pageSize, continuation, cancel);

        public async ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default)
        {
            await owner.MeddleAsync(name, changes);
            return await inner.BatchAsync(partition, changes, cancel);
        }
    }
}
