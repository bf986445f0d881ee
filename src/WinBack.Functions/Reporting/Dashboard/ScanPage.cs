using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Events;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary><c>GET /dashboard/scan</c>: whether the machinery runs.</summary>
public sealed class ScanPage(ScanHeartbeat heartbeat, DueIndex due, AuditResults audits, RollupStore rollups, FactDays days, ICampaigns campaigns, IngestOptions ingest, TimeProvider clock, IDeadLetters? letters = null)
{
    /// <summary>Dead letters of a queue that are counted at most.</summary>
    private const int MostLetters = 1000;

    /// <summary>Shows it.</summary>
    [Function(nameof(ScanPage))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "dashboard/scan")] HttpRequest request, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var health = new ScanShown(
            now, await heartbeat.LastAsync(cancel), await due.BacklogAsync(now, cancel), await audits.LastAsync(cancel), await rollups.FinishedAsync(cancel), await WaitingAsync(cancel), await LettersAsync(cancel));
        return new ScanView(new(request.Query["code"])).Show(health);
    }

    private async Task<int> WaitingAsync(CancellationToken cancel)
    {
        var waiting = 0;
        foreach (var campaign in (await campaigns.CurrentAsync(cancel)).Current)
            waiting += (await days.ReadAsync(campaign.Id, cancel)).Count;
        return waiting;
    }

    private async Task<IReadOnlyList<QueueShown>?> LettersAsync(CancellationToken cancel)
    {
        if (letters is null)
            return null;
        List<QueueShown> queues = [];
        foreach (var queue in new[] { ingest.EventsQueue, ingest.FeedbackQueue })
        {
            try
            {
                var count = await letters.CountAsync(queue, MostLetters, cancel);
                queues.Add(new(queue, count, count == MostLetters));
            }
            catch (QueueUnavailableException)
            {
                queues.Add(new(queue, null, false));
            }
        }

        return queues;
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Now">The instant of the page.</param>
/// <param name="LastScan">When a scan last ended; null for never.</param>
/// <param name="Backlog">What is due.</param>
/// <param name="Audit">The last audit; null for none.</param>
/// <param name="SummedUp">When rollups were last brought up to date; null for never.</param>
/// <param name="DaysWaiting">Days whose facts changed since, or have outcomes that are dated later.</param>
/// <param name="Queues">Dead letters by queue; null where there is no queue.</param>
internal sealed record ScanShown(
    DateTimeOffset Now, DateTimeOffset? LastScan, DueBacklog Backlog, AuditResult? Audit, DateTimeOffset? SummedUp, int DaysWaiting, IReadOnlyList<QueueShown>? Queues);

/// <summary>Dead letters of a queue.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Letters">How many; null where the queue could not be asked.</param>
/// <param name="IsAtLeast">Whether there may be more.</param>
internal sealed record QueueShown(string Queue, int? Letters, bool IsAtLeast);
