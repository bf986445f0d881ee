using WinBack.Local.Sqlite;
using WinBack.Storage.Tables;

namespace WinBack.Local.Tables;

/// <summary>
/// Tables in one SQLite file. One process writes it at a time; others may read it meanwhile. Killed at any point, it opens again
/// and holds every batch that was answered as done, each whole.
/// </summary>
internal sealed class SqliteTables : ITables, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SqliteTable> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly ITableEngine _engine;
    private readonly HostLock? _hostLock;

    private SqliteTables(ITableEngine engine, HostLock? hostLock)
    {
        _engine = engine;
        _hostLock = hostLock;
    }

    /// <summary>Opens a data file for writing; makes it and its directory when absent.</summary>
    /// <exception cref="DataFileException">Another process writes it, or it is damaged, not ours, or of a newer version.</exception>
    public static SqliteTables OpenFile(string path, SqliteOptions? options = null)
    {
        options ??= new SqliteOptions();
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var hostLock = HostLock.Take(path);
        try
        {
            ITableEngine engine = options.Durability == Durability.Full ? new FullEngine(path, options) : new RelaxedEngine(path, options);
            return new SqliteTables(engine, hostLock);
        }
        catch
        {
            hostLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens a data file for reading, also while a host in another process writes it. A batch throws.</summary>
    /// <exception cref="DataFileException">It is absent, damaged, not ours, or of a newer version.</exception>
    public static SqliteTables OpenFileReadOnly(string path) => new(new ReadOnlyEngine(Path.GetFullPath(path)), hostLock: null);

    public ITable Open(string name)
    {
        TableArguments.CheckName(name);
        lock (_gate)
        {
            if (_tables.TryGetValue(name, out var table))
                return table;
            var slot = TableSlot.For(_tables.Count, name);
            _engine.Create(slot);
            return _tables[name] = new SqliteTable(_engine, slot);
        }
    }

    /// <summary>Commits what has been answered as done, so that other processes see it. Only <see cref="Durability.Relaxed"/> has anything to do.</summary>
    public ValueTask FlushAsync() => _engine.FlushAsync();

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _hostLock?.Dispose();
    }
}
