using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WinBack.Core.Events;
using WinBack.Core.Events.Segment;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>
/// <c>POST /api/segment/v1/{batch|track|identify|page|screen|group|alias}</c>: what Segment-compatible SDKs send, for teams that have them already.
/// The write key is a key of <c>Events:Sources</c>, given by Basic authentication, in our own header, or in the body as browsers do. Answers 200
/// like the service the SDKs were written for, and names what was refused.
/// </summary>
public sealed class PostSegmentEvents(EventIntake intake, SourceKeys keys, TimeProvider clock, ILogger<PostSegmentEvents> log)
{
    /// <summary>Takes the messages of one request.</summary>
    [Function(nameof(PostSegmentEvents))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/segment/v1/{kind}")] HttpRequest request,
        string kind,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        if (!SegmentBatch.Kinds.TryGetValue(kind, out var known))
            return Results.Problem("Allowed are batch, track, identify, page, screen, group and alias.", statusCode: 404, title: "No such kind of message");
        try
        {
            var body = await BoundedBody.ReadAsync(request, EventLimits.RequestBytes, cancel) ?? throw EventBatch.TooManyBytes();
            if (Source(request, body) is not { } source)
                return Results.Problem("The write key is missing or unknown: Basic authentication with the key as user name and no password.", statusCode: 401, title: "No such source");
            var batch = SegmentBatch.Read(body, known, new(clock.GetUtcNow(), source.Trust));
            if (await intake.TryTakeAsync(batch.Items, client, log, cancel) is not { } taken)
                return IntakeProblems.NotTaken(request);
            var refused = batch.Refusals.Concat(taken.Select(item => item.Refusal).OfType<Refusal>()).OrderBy(refusal => refusal.Position);
            return Results.Json(new { success = true, taken = taken.Count(item => item.Status != ItemStatus.Refused), refused });
        }
        catch (EventBodyException unreadable)
        {
            return IntakeProblems.Unreadable(unreadable);
        }
    }

    private EventSource? Source(HttpRequest request, ReadOnlyMemory<byte> body) =>
        BasicUser(request) is { } user ? keys.Find(user) : keys.Find(request) ?? (SegmentBatch.WriteKey(body) is { } key ? keys.Find(key) : null);

    private static string? BasicUser(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given) || !"Basic".Equals(given.Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[256];
        if (!Convert.TryFromBase64String(given.Parameter ?? "", bytes, out var length))
            return "";
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;
    }
}
