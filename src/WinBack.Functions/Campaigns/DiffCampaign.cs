using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;
using WinBack.Functions.Events;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Campaigns;

/// <summary><c>POST /api/admin/campaigns/diff</c>: what publishing the campaign file in the body would change, and for how many. Publishes nothing.</summary>
public sealed class DiffCampaign(CampaignComparison comparison)
{
    /// <summary>200 with every changed key, who would enter by the old version and the new, who is in flight, and what is ahead; 422 with every error of the file.</summary>
    [Function(nameof(DiffCampaign))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/campaigns/diff")] HttpRequest request, CancellationToken cancel)
    {
        if (await BoundedBody.ReadAsync(request, CampaignFile.MaxBytes, cancel) is not { } body)
            return CampaignAnswers.TooLarge();
        var (text, undecoded) = FileText.Decode(CampaignAnswers.FileName(request), body.Span);
        var file = undecoded is null ? CampaignFile.Read(CampaignAnswers.FileName(request), text!) : new(null, [undecoded]);
        if (file.Campaign is not { } campaign)
            return CampaignAnswers.HasErrors(file.Errors);
        var said = await comparison.ReadAsync(campaign, text!, ReachReader.Enough, cancel);
        return Results.Ok(new { campaign.Id, said.StandingVersion, said.Changes, said.Reach, Ahead = CampaignAnswers.Ahead(said.Forecast) });
    }
}
