using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using WinBack.Core.Events;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>
/// <c>POST /api/admin/replay-dead-letters?queue=events&amp;max=100</c>: puts messages that were set aside back into their queue, once what set them
/// aside is mended. What of them was applied before changes nothing.
/// </summary>
public sealed class ReplayDeadLetters(IngestOptions options, ILogger<ReplayDeadLetters> log, IDeadLetters? letters = null)
{
    private const int Most = 1000;

    /// <summary>Answers with how many were put back, and whether there may be more.</summary>
    [Function(nameof(ReplayDeadLetters))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/replay-dead-letters")] HttpRequest request, CancellationToken cancel)
    {
        var queue = request.Query["queue"].FirstOrDefault() ?? options.EventsQueue;
        if (queue != options.EventsQueue && queue != options.FeedbackQueue)
            return Results.Problem($"queue is {options.EventsQueue} or {options.FeedbackQueue}.", statusCode: 400, title: "No such queue");
        var max = request.Query["max"].FirstOrDefault() ?? "100";
        if (!int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most is < 1 or > Most)
            return Results.Problem($"max is 1 to {Most}.", statusCode: 400, title: "The number cannot be read");
        if (letters is null)
            return Results.Problem("No queue is configured, so nothing was ever set aside.", statusCode: 409, title: "No queue");
        try
        {
            var replayed = await letters.ReplayAsync(queue, most, cancel);
            log.Replayed(replayed, queue);
            return Results.Ok(new { queue, replayed, mayHaveMore = replayed == most });
        }
        catch (QueueUnavailableException unavailable)
        {
            log.NotAllReplayed(unavailable, unavailable.Done, queue);
            return BrokeOff(queue, unavailable.Done);
        }
    }

    private static IResult BrokeOff(string queue, int replayed) => Results.Problem(
        $"{replayed} were put back before the queue {queue} failed; the log has the reason. Call again: what is put back twice changes nothing.",
        statusCode: 503, title: "Not all dead letters were put back", extensions: new Dictionary<string, object?> { ["queue"] = queue, ["replayed"] = replayed });
}
