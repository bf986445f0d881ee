using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WinBack.Core.Events;
using WinBack.Functions.Sequences;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>
/// <c>POST /api/events</c>: one event, an array, or one event per line. Answers 202 with a result per item once everything applied or queued is
/// durable, and 503 when something is not: then the whole request is to be sent again.
/// </summary>
public sealed class PostEvents(EventIntake intake, SourceKeys keys, TimeProvider clock, ILogger<PostEvents> log)
{
    private const int RetrySeconds = 5;

    /// <summary>Takes the events of one request.</summary>
    [Function(nameof(PostEvents))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/events")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        if (keys.Find(request) is not { } source)
            return Results.Problem($"The key in the header {SourceKeys.Header} is missing or unknown.", statusCode: 401, title: "No such source");
        try
        {
            var body = await BoundedBody.ReadAsync(request, EventLimits.RequestBytes, cancel) ?? throw EventBatch.TooManyBytes();
            var batch = EventBatch.Read(body, new(clock.GetUtcNow(), source.Trust));
            var taken = await intake.TakeAsync(batch.Items, new DurableSequences(client), cancel);
            if (taken.FirstOrDefault(item => item.Status == ItemStatus.Failed) is not { Fault: { } fault })
                return new IngestAnswer(taken, batch.Refusals);
            log.NotApplied(fault, taken.Count(item => item.Status == ItemStatus.Failed), taken.Count);
        }
        catch (QueueUnavailableException unavailable)
        {
            log.NotQueued(unavailable);
        }
        catch (EventBodyException unreadable)
        {
            return Results.Problem(unreadable.Message, statusCode: unreadable.IsTooLarge ? 413 : 400, title: "The events cannot be read");
        }

        request.HttpContext.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Problem("Send the whole request again: what was applied or queued of it changes nothing twice.", statusCode: 503, title: "Not all events were taken");
    }
}
