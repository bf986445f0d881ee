using WinBack.Storage.Tables;

namespace WinBack.Local.Tables;

/// <summary>Reads and writes one data file for every table in it; arguments have been checked. Thread-safe.</summary>
internal interface ITableEngine : IAsyncDisposable
{
    /// <summary>Makes the table when absent.</summary>
    void Create(TableSlot table);

    TableRow? Get(TableSlot table, string partition, string row);

    TablePage Query(TableSlot table, string partition, string from, string to, int pageSize, string? continuation);

    ValueTask<BatchResult> BatchAsync(TableSlot table, string partition, IReadOnlyList<RowChange> changes);

    /// <summary>Commits what has been answered as done.</summary>
    ValueTask FlushAsync();
}
