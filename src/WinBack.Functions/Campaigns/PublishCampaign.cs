using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;
using WinBack.Functions.Events;
using WinBack.Storage.Campaigns;

namespace WinBack.Functions.Campaigns;

/// <summary>
/// <c>POST /api/admin/campaigns?file=replenishment.yaml&amp;by=anna</c>: publishes the campaign file in the body. The same file again changes nothing.
/// </summary>
public sealed class PublishCampaign(ICampaignPublisher publisher)
{
    /// <summary>200 with id, version and status; 422 with every error by line and column, and nothing published.</summary>
    [Function(nameof(PublishCampaign))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/campaigns")] HttpRequest request, CancellationToken cancel)
    {
        if (await BoundedBody.ReadAsync(request, CampaignFile.MaxBytes, cancel) is not { } body)
            return Results.Problem($"The body has more than {CampaignFile.MaxBytes} bytes.", statusCode: 413, title: "The campaign file is too large");
        var file = await publisher.PublishAsync(Query("file", "campaign.yaml"), Encoding.UTF8.GetString(body.Span), Query("by", "admin"), cancel);
        return file.Campaign is { } campaign
            ? Results.Ok(new { campaign.Id, campaign.Version, Status = campaign.Status.ToString() })
            : Results.Problem(
                "Nothing was published.", statusCode: 422, title: "The campaign file has errors", extensions: new Dictionary<string, object?> { ["errors"] = file.Errors });

        string Query(string name, string unlessSaid) =>
            request.Query.TryGetValue(name, out var given) && given.ToString() is { Length: > 0 and <= 200 } text ? text : unlessSaid;
    }
}
