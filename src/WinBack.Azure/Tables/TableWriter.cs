using System.Runtime.ExceptionServices;
using Azure.Core;
using Azure.Data.Tables;
using WinBack.Storage.Tables;

namespace WinBack.Azure.Tables;

/// <summary>
/// Writes a batch and answers what became of it, also when an answer was lost on the way: then its rows are read, and it is repeated only
/// when they do not show it. What stays open is in this folder's README.
/// </summary>
internal sealed class TableWriter(TableClient client, OperationIds operations, TableRetries retries)
{
    private readonly TableRequests _requests = new(client);
    private readonly WriteTrace _trace = new(client);
    private readonly DelayStrategy _delays = DelayStrategy.CreateExponentialDelayStrategy(retries.FirstDelay, retries.MaxDelay);

    public async ValueTask<BatchResult> WriteAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel)
    {
        var operation = operations.Next();
        var left = new RemainingChanges(changes);
        var inDoubt = false;
        for (var failures = 0; left.Changes.Count > 0;)
        {
            var tries = new WriteTries();
            var answer = await _requests.SendAsync(partition, left.Changes, operation, tries, cancel);
            if (answer is WriteAnswer.Done done)
                return left.Done(done.ETags);

            inDoubt |= tries.SentAgain || answer is WriteAnswer.Doubt;
            var finding = inDoubt ? await _trace.FindAsync(partition, left.Changes, operation, cancel) : Finding.NotDone;
            if (finding == Finding.Done)
                return left.Done(await _trace.ETagsAsync(partition, left.Changes, operation, cancel));
            if (finding == Finding.Unknown)
                throw new AmbiguousWriteException(client.Name, answer.Cause);

            if (answer is WriteAnswer.Refused refused)
            {
                var change = left.Changes[refused.Index];
                if (refused.Absent && change is RowChange.Delete { ETag: null })
                {
                    left.Drop(refused.Index);
                    continue;
                }

                // An upsert is never refused for what it finds, but for another write at the same moment; then it is tried again.
                if (finding == Finding.NotDone && change is not (RowChange.Upsert or RowChange.Delete { ETag: null }))
                    return left.Refused(refused.Index);
            }

            if (++failures > retries.MaxRetries)
                ExceptionDispatchInfo.Throw(answer.Cause!);
            if (answer is WriteAnswer.NoTable)
                await client.CreateIfNotExistsAsync(cancel);
            else
                await WaitAsync(failures, cancel);
        }

        return left.Done([]);
    }

    private Task WaitAsync(int failures, CancellationToken cancel) =>
#pragma warning disable RS0030 // The service needs real time to recover, whatever clock the app lives by.
        Task.Delay(_delays.GetNextDelay(null, failures), cancel);
#pragma warning restore RS0030
}
