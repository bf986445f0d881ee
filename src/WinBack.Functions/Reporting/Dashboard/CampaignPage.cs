using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting.Guards;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary><c>GET /dashboard/campaigns/{campaign}</c>: everything the report of a campaign says, by rollups alone; as of now with <c>?fresh=true</c>.</summary>
public sealed class CampaignPage(ICampaigns campaigns, GuardReader reports, TimeProvider clock)
{
    /// <summary>200 with the page; 404, as a page, for a campaign that was never published here.</summary>
    [Function(nameof(CampaignPage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dashboard/campaigns/{campaign}")] HttpRequest request, string campaign, CancellationToken cancel)
    {
        var view = new CampaignView(new(request.Query["code"]));
        if ((await campaigns.CurrentAsync(cancel)).Find(campaign) is not { } found)
            return view.NoSuchCampaign(campaign);
        var now = clock.GetUtcNow();
        return view.Show(found, (await reports.ReadAsync(found, now, upToDate: request.Query["fresh"] == "true", cancel)).WithKinds(found), now);
    }
}
