using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Storage.Users;

namespace WinBack.Functions.Reporting;

/// <summary><c>POST /api/admin/audit</c>: starts an audit of everybody. <c>GET</c> of the same has the result once it is there.</summary>
public sealed class AuditNow(StorageLayout layout, TimeProvider clock)
{
    /// <summary>202; says whether it was started, or one was under way.</summary>
    [Function(nameof(AuditNow))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/audit")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        _ = request;
        var started = await DurableAudits.StartAsync(client, layout.PeopleShards, clock.GetUtcNow(), cancel);
        return Results.Accepted("/api/admin/audit", new { started });
    }
}
