using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Campaigns;

namespace WinBack.Functions.Campaigns;

/// <summary><c>GET /api/admin/campaigns/{id}/log</c>: who published, approved, paused… a campaign, and when.</summary>
public sealed class CampaignLog(ICampaignHistory history)
{
    /// <summary>200 with the deeds, oldest first; 404 for an unknown campaign.</summary>
    [Function(nameof(CampaignLog))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/admin/campaigns/{id}/log")] HttpRequest request, string id, CancellationToken cancel)
    {
        var deeds = await history.LogAsync(id, cancel);
        return deeds.Count == 0
            ? Results.Problem($"There is no campaign '{id}'.", statusCode: 404, title: "No such campaign")
            : Results.Ok(deeds.Select(deed => new { deed.At, deed.By, deed.What, deed.Version, Status = deed.Status.ToString(), deed.Why }));
    }
}
