using System.Globalization;
using WinBack.Local.Sqlite;
using WinBack.Storage.Tables;

namespace WinBack.Local.Tables;

/// <summary>Applies batches on the writing connection, within the caller's transaction. Not thread-safe.</summary>
internal sealed class RowWriter(SqliteDatabase database) : IDisposable
{
    private readonly ETagCounter _etags = new(database);
    private readonly List<Statements?> _byTable = [];

    private sealed record Statements(
        SqliteStatement ETag, SqliteStatement Insert, SqliteStatement Replace, SqliteStatement Upsert, SqliteStatement Delete, SqliteStatement DeleteIf);

    /// <summary>
    /// Applies one batch that <see cref="TableArguments"/> has let through. A refused batch has written nothing, so there is
    /// nothing to roll back: all preconditions are checked first, that of the first change by its write, which saves a look-up.
    /// </summary>
    public BatchResult Apply(TableSlot table, string partition, IReadOnlyList<RowChange> changes)
    {
        var statements = For(table);
        for (var i = 1; i < changes.Count; i++)
            if (!IsAllowed(statements, partition, changes[i]))
                return new BatchResult.Refused(IsAllowed(statements, partition, changes[0]) ? i : 0);

        var etags = new string?[changes.Count];
        for (var i = 0; i < changes.Count; i++)
        {
            if (Write(statements, partition, changes[i], out etags[i]))
                continue;
            return i == 0 ? new BatchResult.Refused(0) : throw new InvalidOperationException($"Row '{changes[i].Row}' changed within its own batch.");
        }
        return new BatchResult.Done(etags);
    }

    /// <summary>Says that the transaction was rolled back.</summary>
    public void RolledBack() => _etags.RolledBack();

    private static bool IsAllowed(Statements statements, string partition, RowChange change)
    {
        switch (change)
        {
            case RowChange.Insert: return StoredETag(statements, partition, change.Row) is null;
            case RowChange.Replace replace: return StoredETag(statements, partition, change.Row) == Number(replace.ETag);
            case RowChange.Delete { ETag: { } etag }: return StoredETag(statements, partition, change.Row) == Number(etag);
            default: return true;
        }
    }

    private static long? StoredETag(Statements statements, string partition, string row)
    {
        var select = statements.ETag;
        select.Bind(1, partition);
        select.Bind(2, row);
        long? etag = select.Step() ? select.Number(0) : null;
        select.Reset();
        return etag;
    }

    private bool Write(Statements statements, string partition, RowChange change, out string? etag)
    {
        switch (change)
        {
            case RowChange.Insert insert:
                return Write(statements.Insert, partition, change.Row, insert.Data, null, out etag);
            case RowChange.Replace replace:
                return Write(statements.Replace, partition, change.Row, replace.Data, Number(replace.ETag), out etag);
            case RowChange.Upsert upsert:
                return Write(statements.Upsert, partition, change.Row, upsert.Data, null, out etag);
            case RowChange.Delete delete:
                etag = null;
                var statement = delete.ETag is null ? statements.Delete : statements.DeleteIf;
                statement.Bind(1, partition);
                statement.Bind(2, change.Row);
                if (delete.ETag is not null)
                    statement.Bind(3, Number(delete.ETag));
                statement.Run();
                return delete.ETag is null || database.Changes == 1;
            default:
                throw new ArgumentException($"Unknown kind of change, {change.GetType().Name}.", nameof(change));
        }
    }

    private bool Write(SqliteStatement statement, string partition, string row, ReadOnlyMemory<byte> data, long? ifETag, out string? etag)
    {
        var next = _etags.Next();
        statement.Bind(1, partition);
        statement.Bind(2, row);
        statement.Bind(3, next);
        statement.Bind(4, data.Span);
        if (ifETag is { } stored)
            statement.Bind(5, stored);
        statement.Run();
        etag = RowReader.ETag(next);
        return database.Changes == 1;
    }

    /// <summary>An ETag that we did not give is none of a row's: -1 is never given.</summary>
    private static long Number(string etag) =>
        long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private Statements For(TableSlot table)
    {
        while (_byTable.Count <= table.Number)
            _byTable.Add(null);
        return _byTable[table.Number] ??= Prepare(table.SqlName);
    }

    private Statements Prepare(string name) => new(
        ETag: database.Prepare($"SELECT e FROM {name} WHERE p = ?1 AND r = ?2"),
        Insert: database.Prepare($"INSERT INTO {name} (p, r, e, d) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"),
        Replace: database.Prepare($"UPDATE {name} SET e = ?3, d = ?4 WHERE p = ?1 AND r = ?2 AND e = ?5"),
        Upsert: database.Prepare($"INSERT INTO {name} (p, r, e, d) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET e = ?3, d = ?4"),
        Delete: database.Prepare($"DELETE FROM {name} WHERE p = ?1 AND r = ?2"),
        DeleteIf: database.Prepare($"DELETE FROM {name} WHERE p = ?1 AND r = ?2 AND e = ?3"));

    public void Dispose()
    {
        foreach (var statements in _byTable.OfType<Statements>())
        {
            statements.ETag.Dispose();
            statements.Insert.Dispose();
            statements.Replace.Dispose();
            statements.Upsert.Dispose();
            statements.Delete.Dispose();
            statements.DeleteIf.Dispose();
        }
        _etags.Dispose();
    }
}
