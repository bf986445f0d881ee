using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;
using WinBack.Functions.Events;
using WinBack.Storage.Campaigns;

namespace WinBack.Functions.Campaigns;

/// <summary><c>POST /api/admin/exclusions?file=exclusions.yaml&amp;by=anna</c>: puts the exclusion list in the body in force, in place of the one before.</summary>
public sealed class PublishExclusions(ExclusionStore exclusions)
{
    /// <summary>204 once it is stored, in force everywhere within 15 seconds; 422 with every error by line and column, and nothing changed.</summary>
    [Function(nameof(PublishExclusions))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/exclusions")] HttpRequest request, CancellationToken cancel)
    {
        if (await BoundedBody.ReadAsync(request, CampaignFile.MaxBytes, cancel) is not { } body)
            return Results.Problem($"The body has more than {CampaignFile.MaxBytes} bytes.", statusCode: 413, title: "The exclusion list is too large");
        var (text, undecoded) = FileText.Decode(Query("file", "exclusions.yaml"), body.Span);
        IReadOnlyList<CampaignError> errors = undecoded is null
            ? (await exclusions.PublishAsync(Query("file", "exclusions.yaml"), text!, Query("by", "admin"), cancel)).Errors
            : [undecoded];
        return errors.Count == 0
            ? Results.NoContent()
            : Results.Problem("Nothing was changed.", statusCode: 422, title: "The exclusion list has errors", extensions: new Dictionary<string, object?> { ["errors"] = errors });

        string Query(string name, string unlessSaid) =>
            request.Query.TryGetValue(name, out var given) && given.ToString() is { Length: > 0 and <= 200 } text ? text : unlessSaid;
    }
}
