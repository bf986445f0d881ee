using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WinBack.Local.Sqlite;

/// <summary>
/// One connection to a data file. It goes to SQLite's own functions: on rows of this size Microsoft.Data.Sqlite costs as much per
/// statement as SQLite itself. Not thread-safe: its owner lets one thread in at a time.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int BusyMilliseconds = 10_000;

    private readonly sqlite3 _handle;

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(string path, sqlite3 handle)
    {
        Path = path;
        _handle = handle;
    }

    public string Path { get; }

    /// <summary>Rows changed by the last statement that was run.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>False also after SQLite has rolled back by itself.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <exception cref="SqliteException">The file is absent (read-only) or cannot be opened.</exception>
    public static SqliteDatabase Open(string path, bool readOnly)
    {
        var flags = (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE) | raw.SQLITE_OPEN_NOMUTEX;
        var result = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new SqliteDatabase(path, handle);
        if (result != raw.SQLITE_OK)
        {
            using (database)
                throw database.ErrorOf(result);
        }
        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, BusyMilliseconds);
        return database;
    }

    /// <summary>Prepares a statement that is kept and run many times.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new SqliteStatement(this, statement);
    }

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
            continue;
    }

    /// <summary>Runs a statement that gives one number.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        if (!statement.Step())
            throw new DataFileException($"{Path} gave no answer to: {sql}");
        return statement.Number(0);
    }

    public void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw ErrorOf(result);
    }

    public Exception ErrorOf(int result)
    {
        var error = new SqliteException($"{raw.sqlite3_errmsg(_handle).utf8_to_string()} ({Path})", result & 0xFF, result);
        return (result & 0xFF) switch
        {
            raw.SQLITE_NOTADB => new DataFileException($"{Path} is not a WinBack data file: it is no SQLite database, or its first page is damaged.", error),
            raw.SQLITE_CORRUPT => new DataFileException($"{Path} is damaged. Restore it from a copy, or move it away and start afresh.", error),
            _ => error,
        };
    }

    public void Dispose() => raw.sqlite3_close_v2(_handle);
}
