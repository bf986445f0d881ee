using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Guards;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Reporting.Guards;

/// <summary>Makes a campaign's report with the state of its guards.</summary>
public sealed class GuardReader(ReportReader reports, OutcomeOptions prices, MoneyOptions money, ICampaigns campaigns, ITables tables)
{
    private const string SomeDays =
        "This is about the days named alone. Choose them before you look: of many choices some look good by chance. Guards judge a campaign as a whole and are left out.";

    private readonly ITable _campaigns = tables.Open(CampaignKeys.Table);

    /// <summary>The report from the campaign's publication until now.</summary>
    /// <param name="campaign">A published one.</param>
    /// <param name="now">The instant.</param>
    /// <param name="upToDate">As for a report, see <see cref="ReportReader"/>.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<CampaignReport> ReadAsync(Campaign campaign, DateTimeOffset now, bool upToDate = true, CancellationToken cancel = default) =>
        (await LookAsync(campaign, now, upToDate, cancel)).Report;

    /// <summary>The report of those who entered on some days. Guards judge a campaign as a whole: only a report from its publication until now has their state.</summary>
    /// <param name="campaign">A published one.</param>
    /// <param name="from">First UTC day of enrolment.</param>
    /// <param name="to">Last UTC day of enrolment.</param>
    /// <param name="now">The instant.</param>
    /// <param name="upToDate">As for a report, see <see cref="ReportReader"/>.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<CampaignReport> ReadAsync(Campaign campaign, DateOnly from, DateOnly to, DateTimeOffset now, bool upToDate = true, CancellationToken cancel = default)
    {
        if (from == Day(campaign.PublishedAt ?? now) && to == Day(now))
            return await ReadAsync(campaign, now, upToDate, cancel);
        var report = await reports.ReadAsync(campaign.Id, from, to, upToDate, cancel);
        return report with { Notes = [.. report.Notes, SomeDays] };
    }

    /// <summary>The same, with what is to be remembered of this look.</summary>
    internal async Task<(CampaignReport Report, GuardWatch Watch)> LookAsync(Campaign campaign, DateTimeOffset now, bool upToDate, CancellationToken cancel)
    {
        var today = Day(now);
        var versions = (await campaigns.CurrentAsync(cancel)).AllVersions.Where(each => each.Id == campaign.Id);
        var (report, usable) = await reports.ReadAsync(campaign.Id, Day(campaign.PublishedAt ?? now), today, CampaignCost.UsableSince(versions, today), upToDate, cancel);
        var counts = HandOvers.Of(report);
        var watch = GuardWatch.After(await WatchAsync(campaign.Id, cancel), campaign, counts, now);
        var states = GuardJudge.Judge(campaign, new(report, usable, watch.Lately(counts), prices, money));
        if (campaign.GuardPause is not { } pause)
            return (report with { Guards = new(states, null, campaign.Status == CampaignStatus.Paused) }, watch);
        var trips = pause.Now.ToList();
        IReadOnlyList<GuardState> dated = [.. states.Select(state => state with { PausedAt = trips.Any(trip => trip.Guard == state.Guard) ? pause.At : null })];
        return (report with { Guards = new(dated, new(pause.At, [.. trips.Select(trip => trip.Says)]), campaign.Status == CampaignStatus.Paused) }, watch);
    }

    /// <summary>Remembers a look. Of two at once either may stand: both saw much the same.</summary>
    internal async Task KeepAsync(string campaign, GuardWatch watch, CancellationToken cancel) => await _campaigns.BatchAsync(
        CampaignKeys.Partition(campaign), [new RowChange.Upsert(CampaignKeys.GuardWatch, JsonSerializer.SerializeToUtf8Bytes(watch, GuardRows.Default.GuardWatch))], cancel);

    private async Task<GuardWatch?> WatchAsync(string campaign, CancellationToken cancel) =>
        await _campaigns.GetAsync(CampaignKeys.Partition(campaign), CampaignKeys.GuardWatch, cancel) is { } row ? JsonSerializer.Deserialize(row.Data.Span, GuardRows.Default.GuardWatch) : null;

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
