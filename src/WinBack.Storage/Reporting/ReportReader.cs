using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Makes a campaign's report of its rollups, and of the facts of days that changed since they were summed up.</summary>
/// <param name="facts">The facts.</param>
/// <param name="days">Which days changed; null to read every day's facts.</param>
/// <param name="rollups">The rollups; null to read every day's facts.</param>
/// <param name="clock">Says which windows have ended; null to take it to be the end of the last day asked for.</param>
/// <param name="terms">Currency, margin and what is worth finding; null for what holds where nothing is set.</param>
public sealed class ReportReader(IFacts facts, FactDays? days = null, RollupStore? rollups = null, TimeProvider? clock = null, ReportTerms? terms = null)
{
    /// <summary>Campaigns to read at once: each reads a few rows per month, and together they should not be the reason that a scan waits.</summary>
    public const int AtOnce = 4;

    /// <summary>Makes the report.</summary>
    /// <param name="campaign">Campaign id; an unknown one gives a report of zeros.</param>
    /// <param name="from">First UTC day of enrolment, usually that of the publication.</param>
    /// <param name="to">Last UTC day of enrolment, usually today.</param>
    /// <param name="upToDate">
    /// True for a report as of now, which reads the facts of every day that changed since the last run. False for one of rollups alone, as of that run: facts
    /// are read only of days that were never summed up.
    /// </param>
    /// <param name="cancel">Stops.</param>
    public async Task<CampaignReport> ReadAsync(string campaign, DateOnly from, DateOnly to, bool upToDate = true, CancellationToken cancel = default) =>
        (await ReadAsync(campaign, from, to, DateOnly.MaxValue, upToDate, cancel)).Report;

    /// <summary>The same, with the offers of those who entered on or after a day, or in the month that has it.</summary>
    internal async Task<(CampaignReport Report, IReadOnlyCollection<OfferCount> Offers)> ReadAsync(string campaign, DateOnly from, DateOnly to, DateOnly since, bool upToDate, CancellationToken cancel)
    {
        // First: what a run sums up while this reads may be in it or not.
        var summedUp = upToDate ? null : await SummedUpAsync(campaign, cancel);
        Rollup all = new(), followed = new(), late = new();
        await foreach (var (last, part) in PartsAsync(campaign, from, to, upToDate, cancel))
        {
            all.Add(part);
            if (last >= since)
                late.Add(part);
            if (last.AddDays((int)FollowUp.Length.TotalDays) <= to)
                followed.Add(part);
        }

        return (ReportOfSums.Of(campaign, from, to, all, followed, terms) with { SummedUpAt = summedUp }, late.Offers.Values);
    }

    /// <summary>Compares all others with the users whom no campaign contacts: each person once, by their first enrolment in any campaign.</summary>
    /// <param name="campaigns">Ids of all campaigns there were; without one of them, persons who entered there first are missing.</param>
    /// <param name="from">First UTC day of enrolment.</param>
    /// <param name="to">Last UTC day of enrolment.</param>
    /// <param name="upToDate">As for a report.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Null while nobody is held out of all campaigns.</returns>
    public async Task<ProgrammeLift?> ReadProgrammeAsync(IEnumerable<string> campaigns, DateOnly from, DateOnly to, bool upToDate = true, CancellationToken cancel = default)
    {
        string[] ids = [.. campaigns];
        var summedUp = upToDate || rollups is null ? null : await rollups.FinishedAsync(cancel);
        var sums = new Rollup[ids.Length];
        await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (i, stop) =>
        {
            sums[i] = new();
            await foreach (var (_, part) in PartsAsync(ids[i], from, to, upToDate, stop))
                sums[i].Add(part);
        });
        Rollup all = new();
        foreach (var each in sums)      // in their order: sums of squares are the same only in the same order
            all.Add(each);
        return ReportOfSums.Programme(all) is { } programme ? programme with { SummedUpAt = summedUp } : null;
    }

    private IAsyncEnumerable<(DateOnly Last, Rollup Sums)> PartsAsync(string campaign, DateOnly from, DateOnly to, bool upToDate, CancellationToken cancel) =>
        days is null || rollups is null ? OfFactsAsync(campaign, from, to, cancel) : OfRollupsAsync(campaign, from, to, upToDate, days, rollups, cancel);

    private async IAsyncEnumerable<(DateOnly Last, Rollup Sums)> OfFactsAsync(string campaign, DateOnly from, DateOnly to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
            yield return (day, (await DayOfFacts.SumAsync(facts, campaign, day, AsOf(to), cancel)).Sums);
    }

    private async IAsyncEnumerable<(DateOnly Last, Rollup Sums)> OfRollupsAsync(
        string campaign, DateOnly from, DateOnly to, bool upToDate, FactDays days, RollupStore rollups, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        // Before that day there are no rollups, nor marks.
        var since = await rollups.KeptSinceAsync(campaign, cancel) ?? to.AddDays(1);
        await foreach (var part in OfFactsAsync(campaign, from, since <= to ? since.AddDays(-1) : to, cancel))
            yield return part;
        var first = since > from ? since : from;
        if (first > to)
            yield break;

        // The marks first: a day that is summed up meanwhile is read from its facts all the same.
        var changed = (await days.ReadAsync(campaign, cancel)).Select(each => each.Day).Where(day => day >= first && day <= to).ToHashSet();
        var months = await rollups.MonthsAsync(campaign, first, to, cancel);
        if (upToDate)
        {
            foreach (var day in changed)
                months.Remove(RollupStore.First(day));
        }

        foreach (var (month, sums) in months)
            yield return (month.AddMonths(1).AddDays(-1), sums);
        foreach (var (begin, end) in Between(first, to, months.Keys))
        {
            var stored = await rollups.DaysAsync(campaign, begin, end, cancel);
            foreach (var day in changed.Where(day => day >= begin && day <= end && (upToDate || !stored.ContainsKey(day))))
                stored[day] = (await DayOfFacts.SumAsync(facts, campaign, day, AsOf(to), cancel)).Sums;
            foreach (var (day, sums) in stored)
                yield return (day, sums);
        }
    }

    // Null where there are no rollups of the campaign yet, so that all of its facts are read.
    private async Task<DateTimeOffset?> SummedUpAsync(string campaign, CancellationToken cancel) =>
        rollups is not null && await rollups.KeptSinceAsync(campaign, cancel) is not null ? await rollups.FinishedAsync(cancel) : null;

    private DateTimeOffset AsOf(DateOnly to) => clock?.GetUtcNow() ?? new(to.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    // The days that no month of these has, as ranges.
    private static IEnumerable<(DateOnly Begin, DateOnly End)> Between(DateOnly from, DateOnly to, IEnumerable<DateOnly> months)
    {
        foreach (var month in months)
        {
            if (from < month)
                yield return (from, month.AddDays(-1));
            from = month.AddMonths(1);
        }

        if (from <= to)
            yield return (from, to);
    }
}
