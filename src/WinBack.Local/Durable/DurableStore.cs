using WinBack.Local.Sqlite;

namespace WinBack.Local.Durable;

/// <summary>
/// The database of the durable engine: instances, their history (one row per episode) and the messages nobody has taken yet.
/// Everything between <see cref="Begin"/> and <see cref="Commit"/> happens or does not. One thread at a time.
/// </summary>
internal sealed class DurableStore : IDisposable
{
    /// <summary>Tells our files from any other SQLite database: "WinD".</summary>
    private const int ApplicationId = 0x57696E44;

    private const int FormatVersion = 1;

    private const string Schema = """
        CREATE TABLE instances(
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, version TEXT NOT NULL,
          parent TEXT, parent_name TEXT, parent_execution INTEGER, parent_task INTEGER,
          execution INTEGER NOT NULL, status INTEGER NOT NULL,
          created INTEGER NOT NULL, start_at INTEGER, updated INTEGER NOT NULL,
          input TEXT, output TEXT, failure TEXT, custom TEXT, tags TEXT);
        CREATE INDEX open_instances ON instances(number) WHERE status IN (0, 6, 7);
        CREATE INDEX children ON instances(parent) WHERE parent IS NOT NULL;
        CREATE TABLE history(
          instance INTEGER NOT NULL, episode INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
          PRIMARY KEY(instance, episode)) WITHOUT ROWID;
        CREATE TABLE inbox(row INTEGER PRIMARY KEY, instance INTEGER NOT NULL, body BLOB NOT NULL);
        """;

    // For the nightly purge, which would else read every instance there is. Files of before get it when they are opened.
    private const string EndedIndex =
        "CREATE INDEX IF NOT EXISTS ended_instances ON instances(created, number) WHERE status NOT IN (0, 6, 7)";

    private readonly HostLock _hostLock;
    private readonly SqliteDatabase _file;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;

    private DurableStore(SqliteDatabase file, HostLock hostLock)
    {
        (_file, _hostLock) = (file, hostLock);
        (_begin, _commit, _rollback) = (file.Prepare("BEGIN IMMEDIATE"), file.Prepare("COMMIT"), file.Prepare("ROLLBACK"));
        Instances = new(file);
        History = new(file);
        Inbox = new(file);
    }

    public InstanceTable Instances { get; }

    public HistoryTable History { get; }

    public InboxTable Inbox { get; }

    /// <summary>Opens the file, creating it and its folder when absent.</summary>
    /// <exception cref="DataFileException">Another host has it open, or it is none of ours.</exception>
    public static DurableStore Open(string path, Durability durability)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var hostLock = HostLock.Take(path);
        SqliteDatabase? file = null;
        try
        {
            file = SqliteDatabase.Open(path, readOnly: false);
            Prepare(file);
            file.Execute(EndedIndex);
            file.Execute("PRAGMA journal_mode = WAL");
            file.Execute($"PRAGMA synchronous = {(durability == Durability.Full ? "FULL" : "OFF")}");
            file.Execute("PRAGMA wal_autocheckpoint = 20000");
            file.Execute("PRAGMA cache_size = -65536");
            return new(file, hostLock);
        }
        catch
        {
            file?.Dispose();
            hostLock.Dispose();
            throw;
        }
    }

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    public void Rollback()
    {
        if (_file.IsInTransaction)
            _rollback.Run();
    }

    public void Dispose()
    {
        Instances.Dispose();
        History.Dispose();
        Inbox.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _file.Dispose();
        _hostLock.Dispose();
    }

    private static void Prepare(SqliteDatabase file)
    {
        var application = file.Number("PRAGMA application_id");
        var version = file.Number("PRAGMA user_version");
        if (application == 0 && version == 0 && file.Number("SELECT COUNT(*) FROM sqlite_master") == 0)
        {
            file.Execute("BEGIN IMMEDIATE");
            foreach (var statement in Schema.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                file.Execute(statement);
            file.Execute($"PRAGMA user_version = {FormatVersion}");
            file.Execute($"PRAGMA application_id = {ApplicationId}");
            file.Execute("COMMIT");
            return;
        }

        if (application != ApplicationId)
            throw new DataFileException($"{file.Path} is not a WinBack file of orchestrations.");
        if (version > FormatVersion)
            throw new DataFileException($"{file.Path} has format {version}; this WinBack knows formats up to {FormatVersion}.");
    }
}
