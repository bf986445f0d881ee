using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary>
/// <c>POST /api/admin/rollups/{campaign}</c>: has every day of a campaign summed up from its facts anew. The next runs of <see cref="RollUpFacts"/> do it; from the
/// same facts the numbers are the same. Reports as of now are right meanwhile.
/// </summary>
public sealed class RebuildRollups(ICampaigns campaigns, RollupRun rollups)
{
    /// <summary>202 with the number of days; 404 for an unknown campaign. May be repeated.</summary>
    [Function(nameof(RebuildRollups))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/rollups/{campaign}")] HttpRequest request, string campaign, CancellationToken cancel)
    {
        _ = request;
        return (await campaigns.CurrentAsync(cancel)).Find(campaign) is { } known
            ? Results.Accepted($"/api/reports/{known.Id}", new { Days = await rollups.MarkAllAsync(known, cancel) })
            : Results.Problem("GET /api/reports lists those there are.", statusCode: StatusCodes.Status404NotFound, title: "No such campaign");
    }
}
