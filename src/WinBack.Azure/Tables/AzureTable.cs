using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using WinBack.Storage.Tables;

namespace WinBack.Azure.Tables;

/// <summary>One table in Table Storage. Each call is one request while nothing fails: a page, a row, or a batch.</summary>
internal sealed class AzureTable(TableClient client, OperationIds operations, TableRetries retries) : ITable
{
    private readonly TableWriter _writer = new(client, operations, retries);

    public async ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default)
    {
        TableArguments.CheckGet(partition, row);
        var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancel);
        return found.HasValue ? RowEntity.Read(found.Value!) : null;
    }

    /// <remarks>
    /// A continuation is the last row given: the service's own may be too long for a key, and ends nowhere. An empty page that has one is
    /// followed here. One row more than asked for is read, so that the last page is known for the last.
    /// </remarks>
    public async ValueTask<TablePage> QueryAsync(
        string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default)
    {
        TableArguments.CheckQuery(partition, from, to, pageSize, continuation);
        cancel.ThrowIfCancellationRequested();
        var start = continuation is not null && string.CompareOrdinal(continuation, from) >= 0 ? continuation : from;
        if (string.CompareOrdinal(start, to) >= 0)
            return new TablePage([], null);
        var filter = ReferenceEquals(start, continuation)
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {start} and RowKey lt {to}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {start} and RowKey lt {to}");
        try
        {
            return await FirstPageAsync(filter, pageSize, cancel);
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == TableErrorCode.TableNotFound)
        {
            return new TablePage([], null);
        }
    }

    public ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default)
    {
        TableArguments.CheckBatch(partition, changes);
        cancel.ThrowIfCancellationRequested();
        return _writer.WriteAsync(partition, changes, cancel);
    }

    private async Task<TablePage> FirstPageAsync(string filter, int pageSize, CancellationToken cancel)
    {
        var wanted = Math.Min(pageSize + 1, TableLimits.MaxPage);
        await foreach (var page in client.QueryAsync<TableEntity>(filter, wanted, cancellationToken: cancel).AsPages())
        {
            if (page.Values.Count == 0)
                continue;
            List<TableRow> rows = [.. page.Values.Take(pageSize).Select(RowEntity.Read)];
            var more = page.Values.Count > pageSize || page.ContinuationToken is not null;
            return new TablePage(rows, more ? rows[^1].Row : null);
        }

        return new TablePage([], null);
    }
}
