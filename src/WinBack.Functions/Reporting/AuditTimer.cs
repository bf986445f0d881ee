using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Storage.Users;

namespace WinBack.Functions.Reporting;

/// <summary>Starts the audit on its schedule, by default every night. A doubled run does no harm; a missed one is found by the alert for it.</summary>
public sealed class AuditTimer(StorageLayout layout, TimeProvider clock)
{
    /// <summary>Starts an audit, unless one is under way.</summary>
    [Function(nameof(AuditTimer))]
    public Task RunAsync([TimerTrigger("%Reporting:AuditSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        DurableAudits.StartAsync(client, layout.PeopleShards, clock.GetUtcNow(), cancel);
}
