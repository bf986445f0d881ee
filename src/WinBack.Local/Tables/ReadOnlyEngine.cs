using WinBack.Storage.Tables;

namespace WinBack.Local.Tables;

/// <summary>Reads a data file, also while a host in another process writes it; sees what that has committed.</summary>
internal sealed class ReadOnlyEngine : ITableEngine
{
    private readonly ReaderPool _readers;

    public ReadOnlyEngine(string path)
    {
        _readers = new ReaderPool(path);
        _readers.Return(_readers.Rent());   // a file that cannot be read is told now
    }

    public void Create(TableSlot table)
    {
        // A table that the host has not made yet reads as empty.
    }

    public TableRow? Get(TableSlot table, string partition, string row)
    {
        var reader = _readers.Rent();
        try
        {
            return reader.Rows.Get(table, partition, row);
        }
        finally
        {
            _readers.Return(reader);
        }
    }

    public TablePage Query(TableSlot table, string partition, string from, string to, int pageSize, string? continuation)
    {
        var reader = _readers.Rent();
        try
        {
            return reader.Rows.Query(table, partition, from, to, pageSize, continuation);
        }
        finally
        {
            _readers.Return(reader);
        }
    }

    public ValueTask<BatchResult> BatchAsync(TableSlot table, string partition, IReadOnlyList<RowChange> changes) =>
        throw new NotSupportedException("The data file was opened for reading only.");

    public ValueTask FlushAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        return ValueTask.CompletedTask;
    }
}
