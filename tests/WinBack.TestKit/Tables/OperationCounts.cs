namespace WinBack.TestKit.Tables;

/// <summary>Operations on one table, as Azure would bill them: a batch is one whatever its size, a query one per page.</summary>
/// <param name="Gets">Point reads.</param>
/// <param name="Pages">Pages of queries.</param>
/// <param name="Batches">Batches, single changes and refused ones included.</param>
/// <param name="Changes">Changes within those batches; not operations.</param>
public sealed record OperationCounts(long Gets, long Pages, long Batches, long Changes)
{
    public static OperationCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>Operations in all.</summary>
    public long Total => Gets + Pages + Batches;

    public static OperationCounts operator +(OperationCounts left, OperationCounts right) => Add(left, right);

    public static OperationCounts operator -(OperationCounts left, OperationCounts right) => Subtract(left, right);

    public static OperationCounts Add(OperationCounts left, OperationCounts right) =>
        new(left.Gets + right.Gets, left.Pages + right.Pages, left.Batches + right.Batches, left.Changes + right.Changes);

    public static OperationCounts Subtract(OperationCounts left, OperationCounts right) =>
        new(left.Gets - right.Gets, left.Pages - right.Pages, left.Batches - right.Batches, left.Changes - right.Changes);
}
