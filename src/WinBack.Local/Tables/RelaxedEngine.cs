using WinBack.Local.Sqlite;
using WinBack.Storage.Tables;

namespace WinBack.Local.Tables;

/// <summary>
/// The engine of <see cref="Durability.Relaxed"/>: one connection, one transaction that stays open over many changes, every
/// call done at once on the caller's thread. A failed write fails the whole run: what the transaction held is gone.
/// </summary>
internal sealed class RelaxedEngine : ITableEngine
{
    private readonly Lock _gate = new();
    private readonly SqliteDatabase _database;
    private readonly RowReader _reader;
    private readonly RowWriter _writer;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly int _changesPerCommit;
    private int _uncommitted;
    private Exception? _failure;
    private bool _disposed;

    public RelaxedEngine(string path, SqliteOptions options)
    {
        _database = DataFile.OpenWriter(path, options);
        _reader = new RowReader(_database);
        _writer = new RowWriter(_database);
        _begin = _database.Prepare("BEGIN IMMEDIATE");
        _commit = _database.Prepare("COMMIT");
        _changesPerCommit = options.ChangesPerCommit;
    }

    public void Create(TableSlot table)
    {
        lock (_gate)
        {
            CheckUsable();
            Commit();
            DataFile.CreateTable(_database, table);
        }
    }

    public TableRow? Get(TableSlot table, string partition, string row)
    {
        lock (_gate)
        {
            CheckUsable();
            return _reader.Get(table, partition, row);
        }
    }

    public TablePage Query(TableSlot table, string partition, string from, string to, int pageSize, string? continuation)
    {
        lock (_gate)
        {
            CheckUsable();
            return _reader.Query(table, partition, from, to, pageSize, continuation);
        }
    }

    public ValueTask<BatchResult> BatchAsync(TableSlot table, string partition, IReadOnlyList<RowChange> changes)
    {
        lock (_gate)
        {
            CheckUsable();
            try
            {
                if (_uncommitted == 0)
                    _begin.Run();
                _uncommitted += changes.Count;
                var result = _writer.Apply(table, partition, changes);
                if (_uncommitted >= _changesPerCommit)
                    Commit();
                return ValueTask.FromResult(result);
            }
            catch (Exception e)
            {
                _failure = e;
                throw;
            }
        }
    }

    public ValueTask FlushAsync()
    {
        lock (_gate)
        {
            CheckUsable();
            Commit();
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return ValueTask.CompletedTask;
            _disposed = true;
            if (_failure is null)
                Commit();
            _begin.Dispose();
            _commit.Dispose();
            _reader.Dispose();
            _writer.Dispose();
            _database.Dispose();
        }
        return ValueTask.CompletedTask;
    }

    private void Commit()
    {
        if (_uncommitted == 0)
            return;
        _commit.Run();
        _uncommitted = 0;
    }

    private void CheckUsable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_failure is not null)
            throw new InvalidOperationException("An earlier write failed, and with relaxed durability that ends the run. Start it again on an empty data directory.", _failure);
    }
}
