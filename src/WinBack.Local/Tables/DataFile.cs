using WinBack.Local.Sqlite;

namespace WinBack.Local.Tables;

/// <summary>Opens connections to a data file: checks what it is, sets it up, applies the options.</summary>
internal static class DataFile
{
    /// <summary>Tells our files from any other SQLite database: "WinB".</summary>
    private const int ApplicationId = 0x57696E42;

    /// <summary>Version of the layout in SQL; the rows carry their own.</summary>
    private const int FormatVersion = 1;

    /// <summary>
    /// Bytes of a page of a relaxed file: a row of a kilobyte or two lies in it whole, where in SQLite's usual 4 KiB it spills into a page of its
    /// own. A durable commit writes whole pages and keeps them small.
    /// </summary>
    private const int RelaxedPageBytes = 16 * 1024;

    /// <summary>Opens the one writing connection, creating the file when absent. The caller holds the <see cref="HostLock"/>.</summary>
    public static SqliteDatabase OpenWriter(string path, SqliteOptions options)
    {
        var database = SqliteDatabase.Open(path, readOnly: false);
        try
        {
            database.Execute("PRAGMA temp_store = MEMORY");
            if (options.Durability == Durability.Relaxed)
                database.Execute($"PRAGMA page_size = {RelaxedPageBytes}");   // of a file that is not there yet; another keeps its own
            if (!CheckOurs(database))
                Create(database);
            database.Execute($"PRAGMA cache_size = -{options.CacheBytes / 1024}");   // counted in pages of the size known by now, so not sooner
            database.Execute("PRAGMA journal_mode = WAL");
            database.Execute($"PRAGMA synchronous = {(options.Durability == Durability.Full ? "FULL" : "OFF")}");
            database.Execute($"PRAGMA wal_autocheckpoint = {options.CheckpointPages}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that only reads; it sees what is committed when each of its statements begins.</summary>
    /// <exception cref="DataFileException">There is no such file, or it is none of ours.</exception>
    public static SqliteDatabase OpenReader(string path, long cacheBytes)
    {
        if (!File.Exists(path))
            throw new DataFileException($"There is no WinBack data file at {path}.");
        var database = SqliteDatabase.Open(path, readOnly: true);
        try
        {
            if (!CheckOurs(database))
                throw new DataFileException($"{path} is empty: no WinBack host has written it yet.");
            database.Execute($"PRAGMA cache_size = -{cacheBytes / 1024}");
            database.Execute($"PRAGMA mmap_size = {1L << 30}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Makes a table for rows when absent.</summary>
    public static void CreateTable(SqliteDatabase database, TableSlot table) => database.Execute(
        $"CREATE TABLE IF NOT EXISTS {table.SqlName} (p TEXT NOT NULL, r TEXT NOT NULL, e INTEGER NOT NULL, d BLOB NOT NULL, PRIMARY KEY (p, r)) WITHOUT ROWID");

    public static bool HasTable(SqliteDatabase database, TableSlot table) =>
        database.Number($"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '{table.SqlName.Trim('"')}'") == 1;

    /// <summary>False when the file is empty, so that nobody has written it yet.</summary>
    private static bool CheckOurs(SqliteDatabase database)
    {
        var application = database.Number("PRAGMA application_id");
        var version = database.Number("PRAGMA user_version");
        if (application == 0 && version == 0 && database.Number("SELECT COUNT(*) FROM sqlite_master") == 0)
            return false;
        if (application != ApplicationId)
            throw new DataFileException($"{database.Path} is a SQLite database, but not a WinBack data file.");
        if (version > FormatVersion)
        {
            throw new DataFileException(
                $"{database.Path} was written by a newer WinBack: it has format {version}, this one knows formats up to {FormatVersion}.");
        }
        return true;
    }

    private static void Create(SqliteDatabase database)
    {
        database.Execute("BEGIN IMMEDIATE");
        ETagCounter.CreateTable(database);
        database.Execute($"PRAGMA user_version = {FormatVersion}");
        database.Execute($"PRAGMA application_id = {ApplicationId}");
        database.Execute("COMMIT");
    }
}
