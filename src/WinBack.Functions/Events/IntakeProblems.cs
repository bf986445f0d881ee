using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WinBack.Core.Events;
using WinBack.Functions.Sequences;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>What every way in answers when events cannot be read, or were not all taken.</summary>
internal static class IntakeProblems
{
    private const int RetrySeconds = 5;

    /// <summary>Takes the items of a request; null when not all of them were taken, which is logged: then the sender sends everything again.</summary>
    public static async Task<IReadOnlyList<ItemResult>?> TryTakeAsync(
        this EventIntake intake, IReadOnlyList<PlacedEvent> items, DurableTaskClient client, ILogger log, CancellationToken cancel)
    {
        try
        {
            var taken = await intake.TakeAsync(items, new DurableSequences(client), cancel);
            if (taken.FirstOrDefault(item => item.Status == ItemStatus.Failed) is not { Fault: { } fault })
                return taken;
            log.NotApplied(fault, taken.Count(item => item.Status == ItemStatus.Failed), taken.Count);
        }
        catch (QueueUnavailableException unavailable)
        {
            log.NotQueued(unavailable);
        }

        return null;
    }

    /// <summary>503, and when to try again.</summary>
    public static IResult NotTaken(HttpRequest request)
    {
        request.HttpContext.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Problem("Send the whole request again: what was applied or queued of it changes nothing twice.", statusCode: 503, title: "Not all events were taken");
    }

    /// <summary>400, or 413 for a body that is too large.</summary>
    public static IResult Unreadable(EventBodyException unreadable) =>
        Results.Problem(unreadable.Message, statusCode: unreadable.IsTooLarge ? 413 : 400, title: "The events cannot be read");
}
