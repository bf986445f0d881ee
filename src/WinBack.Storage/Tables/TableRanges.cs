using System.Runtime.CompilerServices;

namespace WinBack.Storage.Tables;

/// <summary>Reading a range page by page.</summary>
public static class TableRanges
{
    /// <summary>Streams the rows of a range in ordinal order; one page is in memory at a time.</summary>
    public static async IAsyncEnumerable<TableRow> ReadRangeAsync(
        this ITable table, string partition, (string From, string To) range, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? continuation = null;
        do
        {
            var page = await table.QueryAsync(partition, range.From, range.To, TableLimits.MaxPage, continuation, cancel);
            foreach (var row in page.Rows)
                yield return row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
