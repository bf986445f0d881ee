using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WinBack.Core.Events;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>
/// <c>POST /api/events</c>: one event, an array, one event per line, or CloudEvents 1.0 in any of their forms. Answers 202 with a result per item once everything applied or queued is
/// durable, and 503 when something is not: then the whole request is to be sent again.
/// </summary>
public sealed class PostEvents(EventIntake intake, SourceKeys keys, TimeProvider clock, ILogger<PostEvents> log)
{
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
            var batch = Read(request, body, new(clock.GetUtcNow(), source.Trust));
            return await intake.TryTakeAsync(batch.Items, client, log, cancel) is { } taken
                ? new IngestAnswer(taken, batch.Refusals)
                : IntakeProblems.NotTaken(request);
        }
        catch (EventBodyException unreadable)
        {
            return IntakeProblems.Unreadable(unreadable);
        }
    }

    private static EventBatch Read(HttpRequest request, ReadOnlyMemory<byte> body, EventRules rules)
    {
        var headers = request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
        return CloudEventBatch.IsIn(request.ContentType, headers) ? CloudEventBatch.Read(body, request.ContentType, headers, rules) : EventBatch.Read(body, rules);
    }
}
