using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary><c>GET /api/reports</c>: the campaigns, each with the verdict of its report. Reads rollups alone: as of when facts were last summed up.</summary>
public sealed class ListReports(ICampaigns campaigns, ReportReader reports, TimeProvider clock)
{
    /// <summary>200 with the list, by id.</summary>
    [Function(nameof(ListReports))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports")] HttpRequest request, CancellationToken cancel)
    {
        Campaign[] all = [.. (await campaigns.CurrentAsync(cancel)).Current.OrderBy(each => each.Id, StringComparer.Ordinal)];
        var list = new ReportSummary[all.Length];
        await Parallel.ForAsync(0, all.Length, new ParallelOptions { MaxDegreeOfParallelism = ReportReader.AtOnce, CancellationToken = cancel }, async (i, stop) => list[i] = await OfAsync(all[i], stop));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new ReportList(list, "/api/programme"), ResultJson.Options);
    }

    private async Task<ReportSummary> OfAsync(Campaign campaign, CancellationToken cancel)
    {
        var days = ReportDays.Whole(campaign, clock.GetUtcNow());
        var report = await reports.ReadAsync(campaign.Id, days.From, days.To, upToDate: false, cancel);
        return new(campaign.Id, campaign.Name, campaign.Status, campaign.PublishedAt, report.Verdict, $"/api/reports/{campaign.Id}");
    }
}
