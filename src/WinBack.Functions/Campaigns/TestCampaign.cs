using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Users;
using WinBack.Functions.Events;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Campaigns;

/// <summary>
/// <c>POST /api/admin/campaigns/test</c> with <c>{"id": "replenishment" | "file": "the text of a campaign file", "seeds": [profile, …]}</c>: sends
/// every touch, marked as a test, to at most 50 seed addresses. Nothing of it is kept or counted.
/// </summary>
public sealed class TestCampaign(ICampaigns campaigns, SeedSender sender, TimeProvider clock)
{
    /// <summary>200 with one result per message; 400 for a body that cannot be read, 404 for an unknown campaign, 422 for a file with errors.</summary>
    [Function(nameof(TestCampaign))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/campaigns/test")] HttpRequest request, CancellationToken cancel)
    {
        if (await BoundedBody.ReadAsync(request, TestRequest.MaxBytes, cancel) is not { } body)
            return Results.Problem($"The body has more than {TestRequest.MaxBytes} bytes.", statusCode: 413, title: "The request is too large");
        var (asked, problem) = TestRequest.Read(body, await campaigns.CurrentAsync(cancel), clock.GetUtcNow());
        if (asked is null)
            return problem!;
        var results = await sender.SendAsync(asked.Campaign, asked.Seeds, cancel);
        return Results.Ok(new { Results = results.Select(each => new { each.Seed, each.Touch, Channel = AttemptKey.Name(each.Channel), each.IsSent, each.Detail }) });
    }
}
