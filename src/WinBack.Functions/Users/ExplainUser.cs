using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Reporting;
using WinBack.Functions.Reporting;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;

namespace WinBack.Functions.Users;

/// <summary>
/// <c>GET /api/admin/users/{userId}/why?campaign=ID</c>: why a user got, or did not get, what a campaign sends; without <c>campaign</c>, a list
/// with the same for each campaign. Reads only.
/// </summary>
public sealed class ExplainUser(IPeople people, ICampaigns campaigns, WhyReader why)
{
    private const string LeftOut = "x-winback-left-out";

    /// <summary>200 with what <c>winback why --json</c> prints; 400 for an id that cannot be one; 404 for a user or a campaign never heard of.</summary>
    [Function(nameof(ExplainUser))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/admin/users/{userId}/why")] HttpRequest request, string userId, CancellationToken cancel)
    {
        var (user, campaign) = (UserRoute.Id(userId), request.Query["campaign"] is { Count: > 0 } given ? given.ToString() : null);
        if ((UserRoute.Refuse(user) ?? WhyAnswers.Refuse(campaign)) is { } refusal)
            return refusal;
        if (await people.FindAsync(user, cancel) is null)
            return WhyAnswers.NoSuchUser();
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return campaign is null ? await AllAsync(user, request.HttpContext.Response, cancel) : await OneAsync(user, campaign, cancel);
    }

    private async Task<IResult> OneAsync(string user, string campaign, CancellationToken cancel)
    {
        var report = await why.ReadAsync(user, campaign, cancel);
        return report.Enrolments.Count == 0 && (await campaigns.CurrentAsync(cancel)).Find(campaign) is null
            ? WhyAnswers.NoSuchCampaign(campaign)
            : Results.Json(report, ResultJson.Options);
    }

    private async Task<IResult> AllAsync(string user, HttpResponse response, CancellationToken cancel)
    {
        var all = await why.ReadAllAsync(user, cancel);
        if (all.LeftOut > 0)
            response.Headers[LeftOut] = all.LeftOut.ToString(CultureInfo.InvariantCulture);
        return Results.Json<IReadOnlyList<WhyReport>>(all.Campaigns, ResultJson.Options);
    }
}
