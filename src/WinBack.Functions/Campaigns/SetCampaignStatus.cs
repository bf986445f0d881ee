using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Campaigns;

/// <summary><c>POST /api/admin/campaigns/{id}/status/{status}?by=anna</c>: approves, activates, pauses, resumes or archives a campaign.</summary>
public sealed class SetCampaignStatus(Publications publications, ICampaignPublisher publisher)
{
    /// <summary>204 when it has that status now; 404 for an unknown campaign, 400 for an unknown status, 409 for one that may not follow, or that is above the providers' limits without <c>?confirm=true</c>.</summary>
    [Function(nameof(SetCampaignStatus))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/campaigns/{id}/status/{status}")] HttpRequest request,
        string id,
        string status,
        CancellationToken cancel)
    {
        if (!Enum.TryParse<CampaignStatus>(status, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted) || char.IsAsciiDigit(status[0]))
            return Results.Problem($"A campaign is one of {string.Join(", ", Enum.GetNames<CampaignStatus>())}.", statusCode: 400, title: "No such status");
        var by = Caller.NameOf(request);
        if (by is null && (publisher.RequiresApproval || wanted == CampaignStatus.Approved))
            return Caller.Nameless();
        return await SetAsync(id, wanted, by ?? "admin", CampaignAnswers.IsConfirmed(request), cancel);
    }

    private async Task<IResult> SetAsync(string id, CampaignStatus wanted, string by, bool isConfirmed, CancellationToken cancel)
    {
        try
        {
            return await publications.SetStatusAsync(id, wanted, by, isConfirmed, cancel) switch
            {
                null => Results.Problem($"There is no campaign '{id}'.", statusCode: 404, title: "No such campaign"),
                { IsHeldBack: true, Forecast: { } forecast } => CampaignAnswers.AboveCapacity(forecast),
                _ => Results.NoContent(),
            };
        }
        catch (CampaignRefusedException refused)
        {
            return Results.Problem($"'{id}' cannot become {CampaignLife.Name(wanted)}: {refused.Message}.", statusCode: 409, title: "Not from here");
        }
    }
}
