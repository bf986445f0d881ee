using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Telemetry;

namespace WinBack.Storage.Reporting.Guards;

/// <summary>
/// Judges every active campaign by its rollups, pauses those whose guards trip, and hands on the word of it. A run that is missed, doubled or broken off does no harm. One report
/// of rollups for each campaign; facts are read of none but days that were never summed up.
/// </summary>
public sealed class GuardRun(ICampaigns campaigns, CampaignStore store, GuardReader reader, GuardNotices notices, RollupStore rollups, TimeProvider clock)
{
    /// <summary>Judges, pauses, hands on.</summary>
    public async Task<GuardResult> RunAsync(CancellationToken cancel = default)
    {
        List<(string, IReadOnlyList<GuardState>)> paused = [];
        List<(string, GuardState)> blind = [];
        List<(string, Exception)> failed = [];
        foreach (var campaign in (await campaigns.CurrentAsync(cancel)).Active)
        {
            try
            {
                if (await JudgeAsync(campaign, cancel) is not var (states, isPaused))
                    continue;
                blind.AddRange(states.Where(state => state.IsBlind).Select(state => (campaign.Id, state)));
                if (isPaused)
                    paused.Add((campaign.Id, [.. states.Where(state => state.IsTripped)]));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failed.Add((campaign.Id, failure));     // the others are judged all the same
            }
        }

        return new(paused, blind, failed, await notices.DeliverAsync(cancel));
    }

    // Null where nothing was summed up yet: all of its facts would have to be read.
    private async Task<(IReadOnlyList<GuardState> States, bool IsPaused)?> JudgeAsync(Campaign campaign, CancellationToken cancel)
    {
        if (await rollups.KeptSinceAsync(campaign.Id, cancel) is null)
            return null;
        var (report, watch) = await reader.LookAsync(campaign, clock.GetUtcNow(), upToDate: false, cancel);
        await reader.KeepAsync(campaign.Id, watch, cancel);
        var states = report.Guards!.States;
        GuardTrip[] trips = [.. states.Where(state => state.IsTripped).Select(state => new GuardTrip(state.Guard, 0, state.Value!.Value, state.Bound, state.Says) { Evidence = state.Evidence })];
        if (trips.Length == 0 || !await store.PauseAsync(campaign, trips, notices.For(campaign), cancel))
            return (states, false);
        foreach (var trip in trips)
            Measures.GuardTripped(trip.Guard);
        return (states, true);
    }
}

/// <summary>What a run did.</summary>
/// <param name="Paused">Campaigns it paused, with the guards that tripped.</param>
/// <param name="Blind">Guards that cannot be judged until something is changed.</param>
/// <param name="Failed">Campaigns that could not be judged this time.</param>
/// <param name="Notices">The words that waited.</param>
public sealed record GuardResult(
    IReadOnlyList<(string Campaign, IReadOnlyList<GuardState> Trips)> Paused,
    IReadOnlyList<(string Campaign, GuardState State)> Blind,
    IReadOnlyList<(string Campaign, Exception Failure)> Failed,
    NoticeResult Notices);
