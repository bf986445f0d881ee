using WinBack.Local.Sqlite;
using WinBack.Storage.Tables;

namespace WinBack.Local.Tables;

/// <summary>
/// The engine of <see cref="Durability.Full"/>: reads go to connections of their own and see what is committed; writes go to
/// the one writing thread, whose answer means they are on the disk.
/// </summary>
internal sealed class FullEngine : ITableEngine
{
    private readonly GroupCommit _writes;
    private readonly ReadOnlyEngine _reads;

    public FullEngine(string path, SqliteOptions options)
    {
        _writes = new GroupCommit(DataFile.OpenWriter(path, options));
        _reads = new ReadOnlyEngine(path);
    }

    public void Create(TableSlot table) =>
        _writes.Enqueue(new GroupCommit.CreateTable(table)).GetAwaiter().GetResult();

    public TableRow? Get(TableSlot table, string partition, string row) => _reads.Get(table, partition, row);

    public TablePage Query(TableSlot table, string partition, string from, string to, int pageSize, string? continuation) =>
        _reads.Query(table, partition, from, to, pageSize, continuation);

    public ValueTask<BatchResult> BatchAsync(TableSlot table, string partition, IReadOnlyList<RowChange> changes) =>
        new(_writes.Enqueue(new GroupCommit.Batch(table, partition, changes)));

    public ValueTask FlushAsync() => ValueTask.CompletedTask;   // an answered write is already on the disk

    public async ValueTask DisposeAsync()
    {
        _writes.Dispose();
        await _reads.DisposeAsync();
    }
}
