using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Rollups;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>
/// Sums up anew the days whose facts changed. A run that is missed, doubled or broken off does no harm: a mark goes only after its day was written,
/// and goes on standing while facts may still be appended under it, or outcomes come later.
/// </summary>
public sealed class RollupRun(IFacts facts, FactDays days, RollupStore rollups, ICampaigns campaigns, TimeProvider clock)
{
    /// <summary>Days that one run sums up at most, unless told otherwise.</summary>
    public const int MostDays = 400;

    // A day with outcomes that come later, as an erasure leaves them, is summed up once a day, by a nightly run that begins a little earlier as well.
    private static readonly TimeSpan LaterRests = TimeSpan.FromHours(20);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>Goes through all campaigns, the one after that which the last run got to first, and in each earliest days first. A failure is of its day alone.</summary>
    /// <param name="most">Days to sum up at most; the next run goes on.</param>
    /// <param name="cancel">Stops; what was written stays.</param>
    public async Task<RollupResult> RunAsync(int most = MostDays, CancellationToken cancel = default)
    {
        var (start, tried, days) = (clock.GetUtcNow(), 0, 0);
        List<RollupFailure> failed = [];
        string? last = null;
        foreach (var campaign in InTurn((await campaigns.CurrentAsync(cancel)).Current, await rollups.LastAsync(cancel)))
        {
            foreach (var mark in await OpenAsync(campaign, failed, cancel))
            {
                if (tried >= most || clock.GetUtcNow() - start > Longest)
                {
                    await rollups.StopAsync(last ?? campaign.Id, cancel);
                    return new(days, failed);
                }

                (tried, last) = (tried + 1, campaign.Id);
                days += await TrySumUpAsync(campaign.Id, mark, failed, cancel) ? 1 : 0;
            }
        }

        if (failed.Count == 0)
            await rollups.FinishAsync(start, cancel);
        return new(days, failed);
    }

    /// <summary>Marks every day of a campaign, so that the next runs sum all of them up from its facts.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How many days that are.</returns>
    public async Task<int> MarkAllAsync(Campaign campaign, CancellationToken cancel = default)
    {
        var (first, today) = (FirstDay(campaign), Today());
        for (var day = first; day <= today; day = day.AddDays(1))
            await days.MarkAsync(campaign.Id, day, cancel);
        return today.DayNumber - first.DayNumber + 1;
    }

    private static IEnumerable<Campaign> InTurn(IReadOnlyCollection<Campaign> all, string? last) =>
        all.OrderBy(campaign => string.CompareOrdinal(campaign.Id, last) > 0 ? 0 : 1).ThenBy(campaign => campaign.Id, StringComparer.Ordinal);

    // None of a campaign that cannot be read.
    private async Task<IReadOnlyList<MarkedDay>> OpenAsync(Campaign campaign, List<RollupFailure> failed, CancellationToken cancel)
    {
        try
        {
            await BeginAsync(campaign, cancel);
            var now = clock.GetUtcNow();
            return [.. (await days.ReadAsync(campaign.Id, cancel)).Where(mark => mark.Rests is not { } until || until <= now)];
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            failed.Add(new(campaign.Id, null, failure));
            return [];
        }
    }

    private async Task<bool> TrySumUpAsync(string campaign, MarkedDay mark, List<RollupFailure> failed, CancellationToken cancel)
    {
        try
        {
            return await SumUpAsync(campaign, mark, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (failed.All(each => each.Campaign != campaign))
                failed.Add(new(campaign, mark.Day, failure));
            return false;
        }
    }

    // A deployment from before there were rollups has days that nobody marked.
    private async Task BeginAsync(Campaign campaign, CancellationToken cancel)
    {
        if (await rollups.KeptSinceAsync(campaign.Id, cancel) is not null)
            return;
        await MarkAllAsync(campaign, cancel);
        await rollups.KeepSinceAsync(campaign.Id, FirstDay(campaign), cancel);
    }

    private async Task<bool> SumUpAsync(string campaign, MarkedDay mark, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = await rollups.ETagsAsync(campaign, mark.Day, cancel);
        var sum = await DayOfFacts.SumAsync(facts, campaign, mark.Day, now, cancel);
        foreach (var stray in sum.Strays)
            await facts.AppendAsync(stray with { KeptAt = stray.EnrolledAt }, cancel);
        if (!await rollups.WriteAsync(campaign, mark.Day, sum.Sums, found, await MonthAsync(campaign, mark.Day, sum.Sums, cancel), cancel))
            return false;   // another run was faster, and may have read less: the mark stays
        if (now - mark.At < FactDays.Settles)
            return true;
        if (sum.HasLater)
            await days.PutOffAsync(campaign, mark, now + LaterRests, cancel);
        else
            await days.ClearAsync(campaign, mark, cancel);
        return true;
    }

    // Folded once it is over and every window of it has closed.
    private async Task<Rollup?> MonthAsync(string campaign, DateOnly day, Rollup sum, CancellationToken cancel)
    {
        var first = RollupStore.First(day);
        var last = first.AddMonths(1).AddDays(-1);
        if (last >= Today() || sum.Open > 0)
            return null;
        var all = await rollups.DaysAsync(campaign, first, last, cancel);
        all[day] = sum;
        if (all.Values.Any(each => each.Open > 0))
            return null;
        Rollup month = new();
        foreach (var each in all.Values)
            month.Add(each);
        return month.ForStorage();
    }

    private DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private DateOnly FirstDay(Campaign campaign) => campaign.PublishedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : Today();
}
