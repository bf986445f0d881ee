using WinBack.Storage.Tables;

namespace WinBack.TestKit.Tables;

/// <summary>Tables that crash their caller at the n-th write, counted over all of them: as a process that is killed between two writes.</summary>
public sealed class FaultyTables(ITables inner) : ITables
{
    private int _left = int.MaxValue;
    private bool _written;

    /// <summary>Writes asked for so far.</summary>
    public int Writes { get; private set; }

    public ITable Open(string name) => new Table(inner.Open(name), this);

    /// <summary>Lets so many writes pass; the one after them, and every later one, throws.</summary>
    /// <param name="writes">From 0.</param>
    /// <param name="written">Whether the one that throws is written all the same: the answer was lost, not the write.</param>
    public void CrashAfter(int writes, bool written = false) => (_left, _written) = (writes, written);

    /// <summary>Everything works again: the process was started anew.</summary>
    public void Restart() => _left = int.MaxValue;

    private sealed class Table(ITable inner, FaultyTables owner) : ITable
    {
        public ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default) => inner.GetAsync(partition, row, cancel);

        public ValueTask<TablePage> QueryAsync(
            string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default) =>
            inner.QueryAsync(partition, from, to, pageSize, continuation, cancel);

        public async ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default)
        {
            owner.Writes++;
            if (owner._left > 0)
            {
                owner._left--;
                return await inner.BatchAsync(partition, changes, cancel);
            }

            if (owner._written)
                await inner.BatchAsync(partition, changes, cancel);
            owner._written = false;
            throw new CrashException();
        }
    }
}

/// <summary>The process is gone. An <see cref="OperationCanceledException"/>, because nothing that runs in it could catch a kill.</summary>
public sealed class CrashException() : OperationCanceledException("Crashed at a write, as asked for.");
