using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Reporting.Audit;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary>Audits the persons of one shard. Reads only; may run twice.</summary>
public sealed class AuditShard(AuditReader audit)
{
    /// <summary>What was found, with some of the rows named: the answer goes through the task hub.</summary>
    [Function(nameof(AuditShard))]
    public async Task<AuditReport> RunAsync([ActivityTrigger] int shard, CancellationToken cancel) =>
        (await audit.ReadShardAsync(shard, cancel)).NamingAtMost(AuditResults.NamedPerPromise);
}
