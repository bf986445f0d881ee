using System.Collections.Concurrent;
using WinBack.Local.Sqlite;

namespace WinBack.Local.Tables;

/// <summary>Connections for reading, one per call in progress; idle ones are kept, up to a bound.</summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    private const int MostIdle = 16;

    // Small: another connection's commit empties it, so it only serves within one query.
    private const long CacheBytes = 2 * 1024 * 1024;

    private readonly ConcurrentStack<Lease> _idle = new();
    private volatile bool _disposed;

    /// <summary>Takes a connection; the caller gives it back with <see cref="Return"/>.</summary>
    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _idle.TryPop(out var reader) ? reader : new Lease(DataFile.OpenReader(path, CacheBytes));
    }

    public void Return(Lease reader)
    {
        if (_disposed || _idle.Count >= MostIdle)
            reader.Dispose();
        else
            _idle.Push(reader);
        if (_disposed)
            Drain();
    }

    public void Dispose()
    {
        _disposed = true;
        Drain();
    }

    private void Drain()
    {
        while (_idle.TryPop(out var reader))
            reader.Dispose();
    }

    internal sealed class Lease(SqliteDatabase database) : IDisposable
    {
        public RowReader Rows { get; } = new(database);

        public void Dispose()
        {
            Rows.Dispose();
            database.Dispose();
        }
    }
}
