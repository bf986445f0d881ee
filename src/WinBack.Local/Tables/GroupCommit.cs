using WinBack.Local.Sqlite;
using WinBack.Storage.Tables;

namespace WinBack.Local.Tables;

/// <summary>
/// The writing thread. It takes everything that is queued when the last commit is done, applies it in one transaction, commits
/// once, and only then answers: under load many batches share one write to the disk, and a lone batch never waits for company.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private static readonly BatchResult Nothing = new BatchResult.Done([]);

    private readonly Lock _disposing = new();
    private readonly object _gate = new();
    private readonly SqliteDatabase _database;
    private readonly RowWriter _writer;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly Thread _thread;
    private List<Work> _queue = [];
    private bool _stopping;

    public GroupCommit(SqliteDatabase database)
    {
        _database = database;
        _writer = new RowWriter(database);
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _thread = new Thread(Run) { IsBackground = true, Name = "WinBack table writer" };
        _thread.Start();
    }

    /// <summary>Something to do within a transaction, and the answer to give once that is on the disk.</summary>
    internal abstract class Work() : TaskCompletionSource<BatchResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public BatchResult? Result { get; set; }

        public abstract BatchResult Apply(SqliteDatabase database, RowWriter writer);
    }

    internal sealed class Batch(TableSlot table, string partition, IReadOnlyList<RowChange> changes) : Work
    {
        public override BatchResult Apply(SqliteDatabase database, RowWriter writer) => writer.Apply(table, partition, changes);
    }

    internal sealed class CreateTable(TableSlot table) : Work
    {
        public override BatchResult Apply(SqliteDatabase database, RowWriter writer)
        {
            DataFile.CreateTable(database, table);
            return Nothing;
        }
    }

    /// <summary>Queues work; the task ends once it is committed, or fails when the commit did.</summary>
    public Task<BatchResult> Enqueue(Work work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _queue.Add(work);
            if (_queue.Count == 1)
                Monitor.Pulse(_gate);
        }
        return work.Task;
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }
        lock (_disposing)
        {
            if (!_thread.IsAlive)
                return;
            _thread.Join();
        }
        _begin.Dispose();
        _commit.Dispose();
        _writer.Dispose();
        _database.Dispose();
    }

    private void Run()
    {
        var group = new List<Work>();
        while (TakeQueued(ref group))
        {
            CommitGroup(group);
            group.Clear();
        }
    }

    /// <summary>Swaps the queue for the emptied list of the last group; false when there is nothing left to come.</summary>
    private bool TakeQueued(ref List<Work> group)
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_stopping)
                Monitor.Wait(_gate);
            (_queue, group) = (group, _queue);
            return group.Count > 0;
        }
    }

    private void CommitGroup(List<Work> group)
    {
        try
        {
            _begin.Run();
            foreach (var work in group)
                work.Result = work.Apply(_database, _writer);
            _commit.Run();
        }
        catch (Exception e)   // of whatever kind: every waiter must hear of it, and the thread must live on
        {
            RollBack();
            foreach (var work in group)
                work.SetException(e);
            return;
        }
        foreach (var work in group)
            work.SetResult(work.Result!);
    }

    private void RollBack()
    {
        _writer.RolledBack();
        if (!_database.IsInTransaction)
            return;   // SQLite has rolled back by itself, as it does when the disk is full
        _database.Execute("ROLLBACK");
    }
}
