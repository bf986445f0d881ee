using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Campaigns;

namespace WinBack.Functions.Campaigns;

/// <summary><c>POST /api/admin/campaigns/{id}/move-in-flight?by=anna</c>: whoever is in flight on an earlier version goes on with the one that stands.</summary>
public sealed class MoveInFlight(ICampaignPublisher publisher)
{
    /// <summary>200 with the versions that are left; 404 for an unknown campaign, 409 when nobody can be moved.</summary>
    [Function(nameof(MoveInFlight))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/campaigns/{id}/move-in-flight")] HttpRequest request, string id, CancellationToken cancel)
    {
        try
        {
            return await publisher.MoveInFlightAsync(id, Caller.NameOf(request) ?? "admin", cancel) is { } rule
                ? Results.Ok(rule)
                : Results.Problem($"There is no campaign '{id}'.", statusCode: 404, title: "No such campaign");
        }
        catch (CampaignRefusedException refused)
        {
            return Results.Problem($"Nobody in flight is moved: {refused.Message}.", statusCode: 409, title: "Not from here");
        }
    }
}
