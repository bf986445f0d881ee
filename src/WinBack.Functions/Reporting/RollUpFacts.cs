using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using WinBack.Storage.Reporting;
using WinBack.Storage.Reporting.Guards;

namespace WinBack.Functions.Reporting;

/// <summary>
/// Sums up anew the days whose facts changed, then judges the guards of campaigns by the sums: in one timer, because they know no more between two runs. A missed, doubled or broken-off
/// run does no harm: the next one goes on.
/// </summary>
public sealed class RollUpFacts(RollupRun rollups, GuardRun guards, ILogger<RollUpFacts> log)
{
    /// <summary>Sums up as many days as fit into a run, and judges, also where not everything could be summed up.</summary>
    [Function(nameof(RollUpFacts))]
    public async Task RunAsync([TimerTrigger("%Reporting:RollupSchedule%")] TimerInfo timer, CancellationToken cancel)
    {
        try
        {
            Say(await rollups.RunAsync(cancel: cancel));
        }
        finally
        {
            Say(await guards.RunAsync(cancel));     // by the sums there are
        }
    }

    private void Say(RollupResult result)
    {
        foreach (var (campaign, day, failure) in result.Failed)
            log.RollupFailed(campaign, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unknown", failure.GetType().Name);
        log.SummedUp(result.Days);
    }

    private void Say(GuardResult result)
    {
        foreach (var (campaign, trips) in result.Paused)
            log.GuardTripped(campaign, string.Join("; ", trips.Select(trip => trip.Says)));
        foreach (var (campaign, state) in result.Blind)
            log.GuardIsBlind(campaign, state.Says);
        foreach (var (campaign, failure) in result.Failed)
            log.GuardFailed(failure, campaign);
        if (result.Notices.GivenUp > 0)
            log.NoticesGivenUp(result.Notices.GivenUp);
        log.GuardsJudged(result.Paused.Count, result.Notices.Taken, result.Notices.Waiting);
    }
}
