namespace WinBack.Storage.Tables;

/// <summary>
/// One table with the semantics of Azure Table Storage and nothing more. Keys are compared ordinally. Every engine passes
/// the same contract suite (<c>TableContract</c> in TestKit).
/// </summary>
/// <remarks>
/// Keys are 1 to 512 characters of printable ASCII without <c>/ \ # ? %</c>, which <see cref="KeyText"/> makes of any id; every
/// engine refuses others with <see cref="ArgumentException"/> before it does anything (<see cref="TableArguments"/>).
/// A refusal (row exists, ETag lost) is a value. An outage is an exception, after which the write may or may not have
/// happened. When a write is answered as done, it is durable and every later read sees it. A caller leaves the changes and
/// their data alone until the answer; afterwards they are its own again.
/// </remarks>
public interface ITable
{
    /// <summary>Reads one row; null when there is none.</summary>
    ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default);

    /// <summary>Reads rows of one partition with <c>from ≤ row &lt; to</c>, in ordinal order, at most <paramref name="pageSize"/> of them.</summary>
    /// <param name="partition">The partition to read; no query crosses partitions.</param>
    /// <param name="from">First row key, inclusive; empty means the first of the partition.</param>
    /// <param name="to">Row key to stop before, exclusive. Not after <paramref name="from"/> means no rows.</param>
    /// <param name="pageSize">1 to 1,000. A page may hold fewer rows and still have a continuation.</param>
    /// <param name="continuation">Null for the first page, else <see cref="TablePage.Continuation"/> of the page before.</param>
    /// <param name="cancel">Stops waiting.</param>
    ValueTask<TablePage> QueryAsync(string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default);

    /// <summary>Changes up to 100 distinct rows of one partition, all or none. A single change is a batch of one.</summary>
    /// <exception cref="ArgumentException">No change, more than 100, more than <see cref="TableLimits.MaxBatchBytes"/>, a row named twice, or a row over its limits.</exception>
    ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default);
}

/// <summary>A stored row. <see cref="Data"/> is UTF-8 JSON, at most 128 KiB (<see cref="TableLimits.MaxDataBytes"/>).</summary>
public sealed record TableRow(string Partition, string Row, ReadOnlyMemory<byte> Data, string ETag);

/// <summary>
/// One page of a query; <see cref="Continuation"/> is null on the last. A page may be empty and not the last. Over all pages a
/// row that was there throughout comes exactly once; one inserted or deleted meanwhile comes once or not at all.
/// </summary>
public sealed record TablePage(IReadOnlyList<TableRow> Rows, string? Continuation);

/// <summary>One change within a batch.</summary>
public abstract record RowChange(string Row)
{
    /// <summary>Fails the batch when the row exists.</summary>
    public sealed record Insert(string Row, ReadOnlyMemory<byte> Data) : RowChange(Row);

    /// <summary>Fails the batch when the row is absent or its ETag differs.</summary>
    public sealed record Replace(string Row, ReadOnlyMemory<byte> Data, string ETag) : RowChange(Row);

    /// <summary>Writes whatever is there.</summary>
    public sealed record Upsert(string Row, ReadOnlyMemory<byte> Data) : RowChange(Row);

    /// <summary>Fails the batch when the row is absent or its ETag differs; with a null <see cref="ETag"/> deletes whatever is there, an absent row included.</summary>
    public sealed record Delete(string Row, string? ETag = null) : RowChange(Row);
}

/// <summary>What became of a batch.</summary>
public abstract record BatchResult
{
    private BatchResult() { }

    /// <summary>All changes are durable. <see cref="ETags"/> has one entry per change, null for a delete.</summary>
    public sealed record Done(IReadOnlyList<string?> ETags) : BatchResult;

    /// <summary>Nothing was changed: change number <see cref="Index"/> (from 0; the first such) met a row that exists, is absent, or has another ETag.</summary>
    public sealed record Refused(int Index) : BatchResult;
}

/// <summary>Limits that every engine enforces, so that code tested on one runs on all.</summary>
public static class TableLimits
{
    /// <summary>Characters in a partition or row key: 1 to 512. (Azure allows 1,024; ours leave room.)</summary>
    public const int MaxKeyLength = 512;

    /// <summary>Bytes of one row's data.</summary>
    public const int MaxDataBytes = 128 * 1024;

    /// <summary>Changes in one batch.</summary>
    public const int MaxBatch = 100;

    /// <summary>
    /// Bytes of data in one batch. Azure takes 4 MiB of request: data travels as base64, a third longer, and each of 100 changes has its
    /// keys and headers around it, which may be 5 KiB.
    /// </summary>
    public const int MaxBatchBytes = 5 * 1024 * 1024 / 2;

    /// <summary>Rows in one page.</summary>
    public const int MaxPage = 1000;
}
