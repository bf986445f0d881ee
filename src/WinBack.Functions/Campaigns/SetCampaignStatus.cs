using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;

namespace WinBack.Functions.Campaigns;

/// <summary><c>POST /api/admin/campaigns/{id}/status/{status}?by=anna</c>: pauses, resumes or archives a campaign.</summary>
public sealed class SetCampaignStatus(ICampaignPublisher publisher)
{
    /// <summary>204 when it has that status now; 404 for an unknown campaign, 400 for an unknown status.</summary>
    [Function(nameof(SetCampaignStatus))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/campaigns/{id}/status/{status}")] HttpRequest request,
        string id,
        string status,
        CancellationToken cancel)
    {
        var by = request.Query["by"].ToString() is { Length: > 0 and <= 200 } said ? said : "admin";
        if (!Enum.TryParse<CampaignStatus>(status, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted) || char.IsAsciiDigit(status[0]))
            return Results.Problem($"A campaign is one of {string.Join(", ", Enum.GetNames<CampaignStatus>())}.", statusCode: 400, title: "No such status");
        return await publisher.SetStatusAsync(id, wanted, by, cancel)
            ? Results.NoContent()
            : Results.Problem($"There is no campaign '{id}'.", statusCode: 404, title: "No such campaign");
    }
}
