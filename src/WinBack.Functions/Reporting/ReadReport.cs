using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.Storage.Reporting.Guards;

namespace WinBack.Functions.Reporting;

/// <summary>
/// <c>GET /api/reports/{campaign}?from=yyyy-MM-dd&amp;to=yyyy-MM-dd&amp;fresh=true</c>: what a campaign did and what it caused, as <c>winback report --json</c> prints it.
/// Reads only, and rollups alone unless a report as of now is asked for. It names nobody, but says what the business earns: for those who hold a key.
/// </summary>
public sealed class ReadReport(ICampaigns campaigns, ReportReader reports, GuardReader guarded, TimeProvider clock)
{
    // In the answer to an unknown id; GET /api/reports has them all.
    private const int MostNamed = 20;

    /// <summary>200 with the report; 404 for an unknown campaign, which names those there are; 400 for days that are none.</summary>
    [Function(nameof(ReadReport))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/{campaign}")] HttpRequest request, string campaign, CancellationToken cancel)
    {
        var set = await campaigns.CurrentAsync(cancel);
        if (set.Find(campaign) is not { } known)
            return Results.Problem(ThereIs(set), statusCode: StatusCodes.Status404NotFound, title: "No such campaign");
        var now = clock.GetUtcNow();
        var whole = ReportQuery.Whole(known, now);
        var (query, wrong) = ReportQuery.Read(request.Query, whole.From, whole.To);
        if (wrong is not null)
            return Results.Problem(wrong, statusCode: StatusCodes.Status400BadRequest, title: "Not clear which days");
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        // Guards judge a campaign as a whole.
        var report = (query.From, query.To) == (whole.From, whole.To)
            ? await guarded.ReadAsync(known, now, query.IsFresh, cancel)
            : await reports.ReadAsync(known.Id, query.From, query.To, query.IsFresh, cancel);
        return Results.Json<CampaignReport>(report.WithKinds(known), ResultJson.Options);
    }

    private static string ThereIs(CampaignSet set)
    {
        if (set.Current.Count == 0)
            return "No campaign is published; POST /api/admin/campaigns does it.";
        var ids = set.Current.Select(each => each.Id).Order(StringComparer.Ordinal).ToList();
        return $"There is {string.Join(", ", ids.Take(MostNamed))}{(ids.Count > MostNamed ? $" and {ids.Count - MostNamed} more, see GET /api/reports" : "")}.";
    }
}
