using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Lapse;

namespace WinBack.Functions.Lapse;

/// <summary><c>GET /api/health</c>: when the last scan finished, for monitors.</summary>
public sealed class Health(ScanHeartbeat heartbeat, TimeProvider clock)
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(30);

    /// <summary>200 when a scan finished within 30 minutes or none was due to yet, else 503.</summary>
    [Function(nameof(Health))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken cancel)
    {
        _ = request;
        var last = await heartbeat.LastAsync(cancel);
        var isStale = last is { } at && clock.GetUtcNow() - at > StaleAfter;
        return Results.Json(new { lastScan = last, status = isStale ? "stale" : "ok" }, statusCode: isStale ? 503 : 200);
    }
}
