using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Reporting;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary><c>GET /api/programme</c>: all campaigns together against the users whom none contacts, with the figures that <c>winback programme --json</c> prints as of now. Reads rollups only.</summary>
public sealed class ReadProgramme(ICampaigns campaigns, ReportReader reports, TimeProvider clock)
{
    /// <summary>200 with the comparison; 404 while nobody is held out of all campaigns.</summary>
    [Function(nameof(ReadProgramme))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programme")] HttpRequest request, CancellationToken cancel)
    {
        var (all, now) = ((await campaigns.CurrentAsync(cancel)).Current, clock.GetUtcNow());
        var days = all.Select(campaign => ReportDays.Whole(campaign, now)).ToList();
        if (days.Count == 0 || await reports.ReadProgrammeAsync(all.Select(campaign => campaign.Id), days.Min(each => each.From), days[0].To, upToDate: false, cancel) is not { } programme)
        {
            return Results.Problem(
                "Nobody who is held out of all campaigns has an outcome yet: set Experiment__GlobalHoldoutShare, and wait for windows to close.",
                statusCode: StatusCodes.Status404NotFound, title: "Nothing to compare with");
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json<ProgrammeLift>(programme, ResultJson.Options);
    }
}
