using Microsoft.Extensions.Logging;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Telemetry;
using WinBack.Storage.Users;

namespace WinBack.Storage.Lapse;

/// <summary>
/// Finds the lapsed: reads what is due and only that, judges, enrols, closes windows, finishes what crashes left, and carries a back-fill and news of items on.
/// Safe to repeat, to overlap and to miss.
/// </summary>
public sealed class LapseScan(
    DueIndex due, IPeople people, EffectRunner effects, ICampaigns campaigns, Admissions admissions, Backfill backfill, IEnroller enroller,
    IWindowCloser closer, CatalogueWaves waves, ScanHeartbeat heartbeat, StorageLayout layout, LapseOptions options, TimeProvider clock, ILogger<LapseScan> log)
{
    // One person who cannot be changed must not hold up the others; so many in one page are an outage.
    private const int FailuresPerPage = 20;

    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <summary>Scans all shards up to now.</summary>
    public async Task<ScanResult> RunAsync(ISequences sequences, CancellationToken cancel)
    {
        using var span = Traces.Scan();
        var result = new ScanResult();
        for (var shard = 0; shard < layout.PeopleShards; shard++)
            result += await RunAsync(shard, sequences, cancel);
        await heartbeat.BeatAsync(clock.GetUtcNow(), cancel);
        Measures.ScanFinished(due.Lag(clock.GetUtcNow()));
        if (result.Due > 0)
            log.ScanFinished(result.Due, result.Judged, result.Enrolled, result.Closed, result.Stale);

        // Last, and so much: who lapsed waits for no news, however much there is.
        result.Told = await waves.ContinueAsync(await campaigns.CurrentAsync(cancel), sequences, new(), cancel);
        return result;
    }

    /// <summary>Scans one shard up to now; tells no news.</summary>
    public async Task<ScanResult> RunAsync(int shard, ISequences sequences, CancellationToken cancel)
    {
        var set = await campaigns.CurrentAsync(cancel);
        var result = new ScanResult { Finished = await effects.FinishAsync(shard, sequences, cancel) };
        result += await backfill.ContinueAsync(shard, set, sequences, cancel);
        await foreach (var page in due.DueAsync(shard, clock.GetUtcNow(), cancel))
            result += await RunPageAsync(page, set, sequences, cancel);
        return result;
    }

    private async Task<ScanResult> RunPageAsync(DuePage page, CampaignSet set, ISequences sequences, CancellationToken cancel)
    {
        var result = new ScanResult { Due = page.Rows.Count };
        var now = clock.GetUtcNow();
        var admission = await admissions.TakeAsync(set, page.Rows.Count, now, cancel);
        var decision = new CheckDecision(set, enroller, admission, _fallback);
        List<string> done = new(page.Rows.Count);
        // What a close files for this very instant would be deleted with the page, if the check of that instant had been looked at before it.
        foreach (var (row, filing) in InOrderOfEntry(page, set).OrderBy(each => each.Filing.Kind != DueKind.Close))
        {
            try
            {
                if (await LookAsync(filing) || !DueIndex.MayBeAwaitingItsBatch(filing, now))
                    done.Add(row);
            }
            catch (Exception failure) when ((failure is not OperationCanceledException || (failure is TaskCanceledException && !cancel.IsCancellationRequested)) && result.Failed < FailuresPerPage)
            {
                log.UserLeftDue(failure, filing.Kind);
                result.Failed++;
            }
        }

        await admissions.ReturnAsync(admission, now, cancel);
        await due.DeleteAsync(page.Partition, done, cancel);
        return result;

        async Task<bool> LookAsync(DueFiling filing)
        {
            if (filing.Kind == DueKind.Close)
            {
                var closed = await closer.CloseAsync(filing, set, sequences, cancel);
                result.Closed += closed ? 1 : 0;
                return closed;
            }

            var check = await people.ChangeAsync(filing.UserId, change => decision.Decide(change, filing.At), sequences, cancel);
            result.Count(check);
            return check != CheckResult.Stale;
        }
    }

    // Only a ceiling makes the order matter; without one the rows stay in the order they were due.
    private static IEnumerable<(string Row, DueFiling Filing)> InOrderOfEntry(DuePage page, CampaignSet set)
    {
        var limited = set.Active.FirstOrDefault(campaign => campaign.Entry.MaxPerDay is not null);
        if (limited is null)
            return page.Rows;
        return limited.Entry.Order == EntryOrder.Freshest
            ? page.Rows.OrderByDescending(row => row.Filing.LastSeen)
            : page.Rows.OrderBy(row => row.Filing.LastSeen);
    }
}
