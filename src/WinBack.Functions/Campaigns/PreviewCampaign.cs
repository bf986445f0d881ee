using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Reporting.Preview;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Campaigns;

/// <summary>
/// <c>GET /api/admin/campaigns/{id}/preview?user=anna&amp;at=2026-11-27T18:00:00Z</c>: what the published campaign would do about a person, as a page.
/// Changes nothing. Without a user: a made-up person.
/// </summary>
public sealed class PreviewCampaign(ICampaigns campaigns, PreviewReader previews, TimeProvider clock)
{
    /// <summary>200 with the page; 404 for an unknown campaign or user, 400 for an instant that is none, each as a page.</summary>
    [Function(nameof(PreviewCampaign))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/admin/campaigns/{id}/preview")] HttpRequest request, string id, CancellationToken cancel)
    {
        var asked = PreviewRequest.Of(request, id, clock.GetUtcNow());
        var view = new PreviewView(asked);
        if ((await campaigns.CurrentAsync(cancel)).Find(id) is not { } campaign)
            return view.NoSuchCampaign();
        if (asked.At is not { } at)
            return view.NoSuchInstant();
        return await previews.ReadAsync(campaign, asked.User ?? SamplePeople.Typical, at, cancel) is { } report ? view.Show(campaign, report) : view.NoSuchUser();
    }
}
