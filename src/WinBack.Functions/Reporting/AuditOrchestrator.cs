using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using WinBack.Core.Reporting.Audit;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary>
/// Audits everybody, a few shards at a time, and begins anew with the sum after each few: its history stays short, and a process that dies costs
/// the shards it was at. It awaits no events, so beginning anew loses none.
/// </summary>
public static class AuditOrchestrator
{
    /// <summary>Shards at a time: enough to get through the night, few enough to leave the tables to those who send.</summary>
    private const int AtOnce = 4;

    private static readonly TaskOptions Patient = new(new TaskRetryOptions(new RetryPolicy(4, TimeSpan.FromSeconds(30), backoffCoefficient: 3)));

    /// <summary>Runs one generation.</summary>
    [Function(nameof(AuditOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<AuditRun>()!;
        var until = Math.Min(run.Next + AtOnce, run.Shards);
        var parts = await Task.WhenAll(Enumerable.Range(run.Next, until - run.Next)
            .Select(shard => context.CallActivityAsync<AuditReport>(nameof(AuditShard), shard, Patient)));
        var soFar = parts.Aggregate(run.SoFar, (sum, part) => sum.With(part)).NamingAtMost(AuditResults.NamedPerPromise);
        if (until < run.Shards)
            context.ContinueAsNew(run with { Next = until, SoFar = soFar });
        else
            await context.CallActivityAsync(nameof(FinishAudit), soFar, Patient);
    }
}
