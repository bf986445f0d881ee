using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WinBack.Core.Reporting.Audit;

namespace WinBack.Functions.Reporting;

/// <summary>The one audit that may run at a time, behind the client that the host binds to a function.</summary>
public static class DurableAudits
{
    /// <summary>Instance id of the audit: it is taken while one runs, and free again afterwards.</summary>
    public const string InstanceId = "audit";

    private static readonly OrchestrationRuntimeStatus[] UnderWay =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Starts an audit of everybody, unless one is under way.</summary>
    /// <param name="client">The client.</param>
    /// <param name="shards">How many shards there are.</param>
    /// <param name="now">Instant of the start.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Whether it was started.</returns>
    public static async Task<bool> StartAsync(DurableTaskClient client, int shards, DateTimeOffset now, CancellationToken cancel)
    {
        var options = new StartOrchestrationOptions(InstanceId).WithDedupeStatuses(UnderWay);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(AuditOrchestrator), new AuditRun(shards, 0, AuditReport.Empty(now)), options, cancel);
            return true;
        }
        catch (Exception refusal) when (refusal is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Back ends report a duplicate by exceptions of their own; that it runs is what counts.
            if (!await IsUnderWayAsync(client, cancel))
                throw;
            return false;
        }
    }

    /// <summary>Whether an audit runs or waits to.</summary>
    public static async Task<bool> IsUnderWayAsync(DurableTaskClient client, CancellationToken cancel) =>
        await client.GetInstanceAsync(InstanceId, getInputsAndOutputs: false, cancel) is { IsCompleted: false };
}
