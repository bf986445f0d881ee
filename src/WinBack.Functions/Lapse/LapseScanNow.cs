using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Functions.Sequences;
using WinBack.Storage.Lapse;

namespace WinBack.Functions.Lapse;

/// <summary><c>POST /api/admin/scan</c>: runs the scan by hand, for when the timer is in doubt. Answers with what it did.</summary>
public sealed class LapseScanNow(LapseScan scan)
{
    /// <summary>Scans up to now.</summary>
    [Function(nameof(LapseScanNow))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/scan")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        _ = request;
        return Results.Ok(await scan.RunAsync(new DurableSequences(client), cancel));
    }
}
