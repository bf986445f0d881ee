using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary>
/// <c>GET /api/admin/audit</c>: what the last audit found, with some of the rows that break a promise. They have user ids in their keys, so it is for
/// those who hold an admin key.
/// </summary>
public sealed class LastAudit(AuditResults results)
{
    /// <summary>The last result, null before the first; and whether an audit is under way.</summary>
    [Function(nameof(LastAudit))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/admin/audit")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        _ = request;
        return Results.Json(new { isRunning = await DurableAudits.IsUnderWayAsync(client, cancel), last = await results.LastAsync(cancel) });
    }
}
