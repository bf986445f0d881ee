using System.Globalization;
using WinBack.Local.Sqlite;
using WinBack.Storage.Tables;

namespace WinBack.Local.Tables;

/// <summary>Reads rows on one connection. Not thread-safe.</summary>
internal sealed class RowReader(SqliteDatabase database) : IDisposable
{
    private readonly List<Statements?> _byTable = [];

    private sealed record Statements(SqliteStatement Get, SqliteStatement Page);

    public TableRow? Get(TableSlot table, string partition, string row)
    {
        if (For(table) is not { Get: var get })
            return null;
        get.Bind(1, partition);
        get.Bind(2, row);
        try
        {
            return get.Step() ? new TableRow(partition, row, get.Data(1), ETag(get.Number(0))) : null;
        }
        finally
        {
            get.Reset();
        }
    }

    /// <summary>Reads one page; a continuation is the key of the first row not given.</summary>
    public TablePage Query(TableSlot table, string partition, string from, string to, int pageSize, string? continuation)
    {
        var rows = new List<TableRow>();
        if (For(table) is not { Page: var page })
            return new TablePage(rows, null);
        page.Bind(1, partition);
        page.Bind(2, continuation is not null && string.CompareOrdinal(continuation, from) > 0 ? continuation : from);
        page.Bind(3, to);
        page.Bind(4, pageSize + 1);
        try
        {
            while (page.Step())
            {
                var row = page.Key(0);
                if (rows.Count == pageSize)
                    return new TablePage(rows, row);
                rows.Add(new TableRow(partition, row, page.Data(2), ETag(page.Number(1))));
            }
            return new TablePage(rows, null);
        }
        finally
        {
            page.Reset();
        }
    }

    public static string ETag(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Null when the table is not there yet: another process reads before the host has made it.</summary>
    private Statements? For(TableSlot table)
    {
        while (_byTable.Count <= table.Number)
            _byTable.Add(null);
        return _byTable[table.Number] ??= Prepare(table);
    }

    private Statements? Prepare(TableSlot table) => !DataFile.HasTable(database, table) ? null : new(
        database.Prepare($"SELECT e, d FROM {table.SqlName} WHERE p = ?1 AND r = ?2"),
        database.Prepare($"SELECT r, e, d FROM {table.SqlName} WHERE p = ?1 AND r >= ?2 AND r < ?3 ORDER BY r LIMIT ?4"));

    public void Dispose()
    {
        foreach (var statements in _byTable)
        {
            statements?.Get.Dispose();
            statements?.Page.Dispose();
        }
    }
}
