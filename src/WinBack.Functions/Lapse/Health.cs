using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Lapse;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Lapse;

/// <summary><c>GET /api/health</c>: when the last scan and the last audit finished, for monitors.</summary>
public sealed class Health(ScanHeartbeat heartbeat, AuditResults audits, TimeProvider clock)
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(30);

    /// <summary>200 when a scan finished within 30 minutes or none was due to yet, else 503. What the audit found is for those with an admin key.</summary>
    [Function(nameof(Health))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken cancel)
    {
        _ = request;
        var last = await heartbeat.LastAsync(cancel);
        var isStale = IsStale(last, clock.GetUtcNow());
        var audit = await audits.LastAsync(cancel);
        return Results.Json(new { lastScan = last, lastAudit = audit?.FinishedAt, status = isStale ? "stale" : "ok" }, statusCode: isStale ? 503 : 200);
    }

    /// <summary>Whether the last scan is too long ago; before the first none is missing.</summary>
    internal static bool IsStale(DateTimeOffset? lastScan, DateTimeOffset now) => lastScan is { } at && now - at > StaleAfter;
}
