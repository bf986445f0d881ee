using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Functions.Reporting.Export;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary>
/// <c>GET /api/export/facts</c> and <c>/api/export/enrolments</c>: what reporting counts, as a file for analysts. It names nobody, but its person keys stand
/// for persons: for those who hold an admin key.
/// </summary>
public sealed class ExportFacts(FactExport export, ICampaigns campaigns)
{
    /// <summary>200 with the file, streamed by day; 400 when the question is not clear; 404 for another thing to export, and for a campaign that was never published here.</summary>
    [Function(nameof(ExportFacts))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/export/{what}")] HttpRequest request, string what, CancellationToken cancel)
    {
        if (what is not ("facts" or "enrolments"))
            return Results.Problem("There is /api/export/facts and /api/export/enrolments.", statusCode: 404, title: "Nothing of this name is exported");
        var asked = ExportQuery.Read(request.Query);
        if (asked.Query is not { } query)
            return Results.Problem(asked.Wrong, statusCode: 400, title: "Not clear what to export");
        if ((await campaigns.CurrentAsync(cancel)).Find(query.Campaign) is null)
            return Results.Problem("The campaign is none that was ever published here; GET /api/reports has them all.", statusCode: 404, title: "No such campaign");
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Stream(stream => query.WriteAsync(export, what == "facts", stream, request.HttpContext.RequestAborted), ExportFile.MediaType(query.Format));
    }
}
