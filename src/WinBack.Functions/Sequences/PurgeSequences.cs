using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace WinBack.Functions.Sequences;

/// <summary>
/// Deletes the histories of sequences that ended: they only slow the task hub down, and what happened stands in our own rows. Once a night; a missed
/// or doubled run does no harm.
/// </summary>
public sealed class PurgeSequences(TimeProvider clock, ILogger<PurgeSequences> log)
{
    /// <summary>How long after its start an ended sequence is kept, for whoever looks into a fault.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Purges what ended and began long ago.</summary>
    [Function(nameof(PurgeSequences))]
    public async Task RunAsync([TimerTrigger("0 30 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var ended = new[] { OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated };
        var purged = await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(null, clock.GetUtcNow() - Kept, ended), cancel);
        log.Purged(purged.PurgedInstanceCount);
    }
}
