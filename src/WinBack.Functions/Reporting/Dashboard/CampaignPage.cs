using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting.Guards;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary><c>GET /dashboard/campaigns/{campaign}?from=yyyy-MM-dd&amp;to=yyyy-MM-dd</c>: everything the report of a campaign says, by rollups alone; as of now with <c>fresh=true</c>.</summary>
public sealed class CampaignPage(ICampaigns campaigns, ICampaignHistory history, GuardReader reports, TimeProvider clock)
{
    /// <summary>200 with the page; as pages, too: 404 for a campaign that was never published here, 400 for days that are none.</summary>
    [Function(nameof(CampaignPage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dashboard/campaigns/{campaign}")] HttpRequest request, string campaign, CancellationToken cancel)
    {
        var view = new CampaignView(new(request.Query["code"]));
        if ((await campaigns.CurrentAsync(cancel)).Find(campaign) is not { } found)
            return view.NoSuchCampaign(campaign);
        var now = clock.GetUtcNow();
        var (days, wrong) = ReportDays.Read(Filled(request, "from"), Filled(request, "to"), ReportDays.Whole(found, now));
        if (wrong is not null)
            return view.NotTheseDays(found, wrong, now);
        var isFresh = request.Query["fresh"] == "true";
        return view.Show(found, (await reports.ReadAsync(found, days.From, days.To, now, isFresh, cancel)).WithKinds(found), now, isFresh, await history.PausedByAsync(found, cancel));
    }

    // A form sends its empty fields along.
    private static string? Filled(HttpRequest request, string field) => request.Query[field].ToString().Trim() is { Length: > 0 } text ? text : null;
}
