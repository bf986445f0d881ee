using System.Runtime.ExceptionServices;
using Azure;
using Azure.Data.Tables;
using WinBack.Storage.Tables;

namespace WinBack.Azure.Tables;

/// <summary>Sends a write as one request and reads its answer.</summary>
internal sealed class TableRequests(TableClient client)
{
    /// <summary>Sends the changes: one as a plain request, several as an entity group transaction.</summary>
    /// <param name="tries">Learns whether the SDK sent it again.</param>
    /// <exception cref="RequestFailedException">The service will never take it, such as for want of rights.</exception>
    public async Task<WriteAnswer> SendAsync(
        string partition, IReadOnlyList<RowChange> changes, Guid operation, WriteTries tries, CancellationToken cancel)
    {
        using var scope = tries.Attach();
        try
        {
            // A conditional delete has no body, and the transport may send such a request again by itself, unseen. Within a transaction it may not.
            return changes is [not RowChange.Delete { ETag: not null }]
                ? await SendOneAsync(partition, changes[0], operation, cancel)
                : new WriteAnswer.Done(ETags(await client.SubmitTransactionAsync(changes.Select(change => Action(partition, change, operation)), cancel), changes));
        }
        catch (TableTransactionFailedException failure)
        {
            return WriteAnswer.Of(failure, failure.FailedTransactionActionIndex ?? 0) ?? Rethrow(failure);
        }
        catch (RequestFailedException failure)
        {
            return WriteAnswer.Of(failure, 0) ?? Rethrow(failure);
        }
        catch (Exception failure) when (failure is AggregateException or IOException or HttpRequestException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new WriteAnswer.Doubt(failure);
        }
    }

    private static WriteAnswer Rethrow(Exception failure)
    {
        ExceptionDispatchInfo.Throw(failure);
        return null;
    }

    private async Task<WriteAnswer> SendOneAsync(string partition, RowChange change, Guid operation, CancellationToken cancel)
    {
        Response response;
        switch (change)
        {
            case RowChange.Insert insert:
                response = await client.AddEntityAsync(RowEntity.MakeNew(partition, insert.Row, insert.Data, operation), cancel);
                break;
            case RowChange.Replace replace:
                response = await client.UpdateEntityAsync(
                    RowEntity.Make(partition, replace.Row, replace.Data, operation), RowEntity.Condition(replace.ETag), TableUpdateMode.Replace, cancel);
                break;
            case RowChange.Upsert upsert:
                response = await client.UpsertEntityAsync(RowEntity.Make(partition, upsert.Row, upsert.Data, operation), TableUpdateMode.Replace, cancel);
                break;
            default:
                await client.DeleteEntityAsync(partition, change.Row, ETag.All, cancel);   // an absent row, or table, is no error to the SDK either
                return new WriteAnswer.Done([null]);
        }

        return new WriteAnswer.Done([ETagOf(response)]);
    }

    private static TableTransactionAction Action(string partition, RowChange change, Guid operation) => change switch
    {
        RowChange.Insert insert => new(TableTransactionActionType.Add, RowEntity.MakeNew(partition, insert.Row, insert.Data, operation)),
        RowChange.Replace replace => new(
            TableTransactionActionType.UpdateReplace, RowEntity.Make(partition, replace.Row, replace.Data, operation), RowEntity.Condition(replace.ETag)),
        RowChange.Upsert upsert => new(TableTransactionActionType.UpsertReplace, RowEntity.Make(partition, upsert.Row, upsert.Data, operation)),
        RowChange.Delete delete => new(
            TableTransactionActionType.Delete, new TableEntity(partition, delete.Row), delete.ETag is { } etag ? RowEntity.Condition(etag) : ETag.All),
        _ => throw new ArgumentException($"Unknown kind of change, {change.GetType().Name}.", nameof(change)),
    };

    private static string?[] ETags(Response<IReadOnlyList<Response>> answer, IReadOnlyList<RowChange> changes) =>
        [.. answer.Value.Select((response, i) => changes[i] is RowChange.Delete ? null : ETagOf(response))];

    private static string ETagOf(Response response) =>
        response.Headers.ETag?.ToString() ?? throw new InvalidDataException("The service wrote a row and gave no ETag for it.");
}
