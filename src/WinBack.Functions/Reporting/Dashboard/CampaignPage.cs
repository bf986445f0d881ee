using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting.Guards;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary><c>GET /dashboard/campaigns/{campaign}</c>: everything the report of a campaign says, as of now.</summary>
public sealed class CampaignPage(ICampaigns campaigns, GuardReader reports, TimeProvider clock)
{
    /// <summary>200 with the page; 404, as a page, for a campaign that was never published here.</summary>
    [Function(nameof(CampaignPage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dashboard/campaigns/{campaign}")] HttpRequest request, string campaign, CancellationToken cancel)
    {
        var view = new CampaignView(new(request.Query["code"]));
        return (await campaigns.CurrentAsync(cancel)).Find(campaign) is { } found
            ? view.Show(found, (await reports.ReadAsync(found, clock.GetUtcNow(), cancel: cancel)).WithKinds(found), clock.GetUtcNow())
            : view.NoSuchCampaign(campaign);
    }
}
