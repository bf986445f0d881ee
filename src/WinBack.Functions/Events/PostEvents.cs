using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Core.Events;
using WinBack.Functions.Sequences;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>
/// <c>POST /api/events</c>: one event, an array, or one event per line. Answers 202 with a result per item once everything applied is durable.
/// </summary>
public sealed class PostEvents(EventIngest ingest, SourceKeys keys, TimeProvider clock)
{
    /// <summary>Applies the events of one request.</summary>
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
            var applied = await ingest.ApplyAsync(batch.Items, new DurableSequences(client), cancel);
            return new IngestAnswer(applied, batch.Refusals);
        }
        catch (EventBodyException unreadable)
        {
            return Results.Problem(unreadable.Message, statusCode: unreadable.IsTooLarge ? 413 : 400, title: "The events cannot be read");
        }
    }
}
