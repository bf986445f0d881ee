using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;
using WinBack.Functions.Events;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Campaigns;

/// <summary>
/// <c>POST /api/admin/campaigns?file=replenishment.yaml&amp;by=anna&amp;confirm=true</c>: publishes the campaign file in the body. The same file
/// again changes nothing.
/// </summary>
public sealed class PublishCampaign(Publications publications, ICampaignPublisher publisher)
{
    /// <summary>200 with id, version, status, what is ahead and why guards keep it paused; 422 with every error by line and column, 409 above the providers' limits without <c>confirm</c>: then nothing was published.</summary>
    [Function(nameof(PublishCampaign))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/campaigns")] HttpRequest request, CancellationToken cancel)
    {
        if (await BoundedBody.ReadAsync(request, CampaignFile.MaxBytes, cancel) is not { } body)
            return CampaignAnswers.TooLarge();
        var by = Caller.NameOf(request);
        if (by is null && publisher.RequiresApproval)
            return Caller.Nameless();
        var (text, undecoded) = FileText.Decode(CampaignAnswers.FileName(request), body.Span);
        if (undecoded is not null)
            return CampaignAnswers.HasErrors([undecoded]);
        return CampaignAnswers.Of(await publications.PublishAsync(CampaignAnswers.FileName(request), text!, by ?? "admin", CampaignAnswers.IsConfirmed(request), cancel));
    }
}
