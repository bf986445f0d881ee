using System.Globalization;
using WinBack.Core.Reporting.Rollups;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Reporting;

/// <summary>
/// The Rollups table: sums of each campaign by day of enrolment, and by month where every window of the month has closed. The days of a folded month stay,
/// for what comes late; a day and its month change in one batch. Whoever writes a day writes the guard row of its month as well: of two that read the days of a month at once, the slower is refused.
/// </summary>
public sealed class RollupStore(ITables tables)
{
    // A new marginal, or another meaning of one, makes the number rise: then every day is summed up again, and reports read facts meanwhile.
    private static readonly string Since = KeyText.Join("s", "since5");

    // No campaign has a partition of two fields.
    private static readonly string Runs = KeyText.Join("run", "all");
    private static readonly string Finished = KeyText.Join("finished");
    private static readonly string Last = KeyText.Join("last");

    private static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

    private readonly ITable _rollups = tables.Open("Rollups");

    /// <summary>What the next write of a day must find: the ETag of its month's guard row, null where there is none yet, and whether the month is folded. Two operations.</summary>
    internal async Task<(string? Guard, bool IsFolded)> ETagsAsync(string campaign, DateOnly day, CancellationToken cancel) => (
        (await _rollups.GetAsync(Partition(campaign), GuardRow(day), cancel))?.ETag,
        await _rollups.GetAsync(Partition(campaign), MonthRow(day, RollupRows.About), cancel) is not null);

    /// <summary>Writes a day, and its month with it. One operation.</summary>
    /// <param name="campaign">Campaign id.</param>
    /// <param name="day">The day.</param>
    /// <param name="rollup">Its sums.</param>
    /// <param name="found">As read before the facts were, and before the other days of the month.</param>
    /// <param name="month">Sums of the whole month; null where it is not folded.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>False when another writer of a day of this month was faster; nothing was written then.</returns>
    internal async Task<bool> WriteAsync(string campaign, DateOnly day, Rollup rollup, (string? Guard, bool IsFolded) found, Rollup? month, CancellationToken cancel)
    {
        List<RowChange> changes = [Put(GuardRow(day), Nothing, found.Guard), .. Changes(family => Row(day, family), rollup)];
        if (month is not null)
            changes.AddRange(Changes(family => MonthRow(day, family), month));
        else if (found.IsFolded)
            changes.AddRange([new RowChange.Delete(MonthRow(day, RollupRows.About)), .. RollupRows.Changes(family => MonthRow(day, family), new())]);
        return await _rollups.BatchAsync(Partition(campaign), changes, cancel) is BatchResult.Done;
    }

    /// <summary>The stored days of a range, both ends inclusive.</summary>
    internal async Task<SortedDictionary<DateOnly, Rollup>> DaysAsync(string campaign, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        SortedDictionary<DateOnly, Rollup> days = [];
        await foreach (var row in _rollups.ReadRangeAsync(Partition(campaign), (KeyText.Join("d", Text(from)), KeyText.Join("d", Text(to.AddDays(1)))), cancel))
        {
            var fields = row.Row.Split('|');
            var day = DateOnly.ParseExact(fields[1], "yyyyMMdd", CultureInfo.InvariantCulture);
            if (!days.TryGetValue(day, out var rollup))
                days.Add(day, rollup = new());
            RollupRows.Read(fields[2], row.Data, rollup);
        }

        return days;
    }

    /// <summary>The folded months that lie in a range whole, by their first day.</summary>
    internal async Task<SortedDictionary<DateOnly, Rollup>> MonthsAsync(string campaign, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        SortedDictionary<DateOnly, Rollup> months = [];
        var (first, end) = (from.Day == 1 ? from : First(from).AddMonths(1), First(to.AddDays(1)));
        if (first >= end)
            return months;
        await foreach (var row in _rollups.ReadRangeAsync(Partition(campaign), (KeyText.Join("m", Text(first)[..6]), KeyText.Join("m", Text(end)[..6])), cancel))
        {
            var fields = row.Row.Split('|');
            var month = DateOnly.ParseExact(fields[1] + "01", "yyyyMMdd", CultureInfo.InvariantCulture);
            if (!months.TryGetValue(month, out var rollup))
                months.Add(month, rollup = new());
            RollupRows.Read(fields[2], row.Data, rollup);
        }

        return months;
    }

    /// <summary>Since which day rollups are kept for a campaign; null while they are not, and facts must be read. One operation.</summary>
    internal async Task<DateOnly?> KeptSinceAsync(string campaign, CancellationToken cancel) => await _rollups.GetAsync(Partition(campaign), Since, cancel) is { } row
        ? DateOnly.ParseExact(System.Text.Encoding.UTF8.GetString(row.Data.Span).Trim('"'), "yyyyMMdd", CultureInfo.InvariantCulture) : null;

    /// <summary>Whether a run has summed up anything of one of these campaigns, even if it broke off. One operation for each until one is found.</summary>
    public async Task<bool> HasBegunAsync(IEnumerable<string> campaigns, CancellationToken cancel = default)
    {
        foreach (var campaign in campaigns)
        {
            if (await KeptSinceAsync(campaign, cancel) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Says that from now on rollups are kept: every day from this one on that has facts is marked or rolled up.</summary>
    internal async Task KeepSinceAsync(string campaign, DateOnly day, CancellationToken cancel) =>
        await _rollups.BatchAsync(Partition(campaign), [new RowChange.Upsert(Since, System.Text.Encoding.UTF8.GetBytes($"\"{Text(day)}\""))], cancel);

    /// <summary>When a run last came to its end with nothing left to sum up; null before the first. One operation.</summary>
    public async Task<DateTimeOffset?> FinishedAsync(CancellationToken cancel = default) => await _rollups.GetAsync(Runs, Finished, cancel) is { } row
        ? DateTimeOffset.Parse(System.Text.Encoding.UTF8.GetString(row.Data.Span).Trim('"'), CultureInfo.InvariantCulture) : null;

    /// <summary>Says that a run came to its end.</summary>
    internal async Task FinishAsync(DateTimeOffset at, CancellationToken cancel) =>
        await _rollups.BatchAsync(Runs, [new RowChange.Upsert(Finished, System.Text.Encoding.UTF8.GetBytes("\"" + at.ToString("O", CultureInfo.InvariantCulture) + "\""))], cancel);

    /// <summary>The campaign that the run before this one got to last; null before the first. One operation.</summary>
    internal async Task<string?> LastAsync(CancellationToken cancel) => await _rollups.GetAsync(Runs, Last, cancel) is { } row
        ? System.Text.Json.JsonDocument.Parse(row.Data).RootElement.GetString() : null;

    /// <summary>Says that a run stopped early, and which campaign it got to last.</summary>
    internal async Task StopAsync(string campaign, CancellationToken cancel) =>
        await _rollups.BatchAsync(Runs, [new RowChange.Upsert(Last, System.Text.Encoding.UTF8.GetBytes($"\"{campaign}\""))], cancel);

    internal static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    private static IEnumerable<RowChange> Changes(Func<string, string> key, Rollup rollup) =>
        [new RowChange.Upsert(key(RollupRows.About), RollupRows.Write(new(rollup.Strays))), .. RollupRows.Changes(key, rollup)];

    private static RowChange Put(string row, ReadOnlyMemory<byte> data, string? etag) => etag is null ? new RowChange.Insert(row, data) : new RowChange.Replace(row, data, etag);

    /// <summary><c>replenish</c></summary>
    private static string Partition(string campaign) => KeyText.Join(campaign);

    /// <summary><c>d|20261124|arm</c></summary>
    private static string Row(DateOnly day, string family) => KeyText.Join("d", Text(day), family);

    /// <summary><c>m|202611|arm</c></summary>
    private static string MonthRow(DateOnly day, string family) => KeyText.Join("m", Text(day)[..6], family);

    /// <summary><c>g|202611</c></summary>
    private static string GuardRow(DateOnly day) => KeyText.Join("g", Text(day)[..6]);

    private static string Text(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
