using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Lapse;

/// <summary>
/// The Due index: "look again at this user at this instant". A scan reads only partitions whose hour has come, from the shard's watermark on.
/// </summary>
public sealed class DueIndex(ITables tables, StorageLayout layout, TimeProvider clock) : IDueFiler
{
    /// <summary>Pages that a count of what is due reads at most.</summary>
    public const int MostQueries = 1000;

    private const string Watermarks = "watermark";

    // A filing is never nearer behind the watermark than this, and the watermark trails the clock by twice as much.
    private static readonly TimeSpan AheadOfWatermark = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WatermarkTrails = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WatermarkStaysGood = TimeSpan.FromMinutes(1);

    private readonly ITable _due = tables.Open(DueKeys.Table);
    private readonly ConcurrentDictionary<int, (DateTimeOffset Watermark, DateTimeOffset ReadAt)> _watermarks = new();

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset> EarliestAsync(string userId, DateTimeOffset now, CancellationToken cancel = default)
    {
        var shard = KeyText.Shard(userId, layout.PeopleShards);
        var watermark = _watermarks.TryGetValue(shard, out var held) && now - held.ReadAt < WatermarkStaysGood
            ? held.Watermark
            : await WatermarkAsync(shard, now, cancel);
        var earliest = watermark + AheadOfWatermark;
        return earliest > now ? earliest : now;
    }

    /// <summary>
    /// Whether a row that nobody points at may still be waiting for the batch that will: rows are written first, and one that is due at once can
    /// be read between the two. Such a row is to be kept; the batch is written or given up long before this becomes false.
    /// </summary>
    public static bool MayBeAwaitingItsBatch(DueFiling filing, DateTimeOffset now) => filing.At > now - WatermarkTrails;

    /// <inheritdoc/>
    public async ValueTask FileAsync(DueFiling filing, CancellationToken cancel = default)
    {
        var partition = DueKeys.Partition(filing.At, KeyText.Shard(filing.UserId, layout.PeopleShards));
        _ = await _due.BatchAsync(partition, [new RowChange.Upsert(DueKeys.Row(filing), UserRows.Write(filing, UserRows.Default.DueFiling))], cancel);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(DueFiling filing, CancellationToken cancel = default)
    {
        var partition = DueKeys.Partition(filing.At, KeyText.Shard(filing.UserId, layout.PeopleShards));
        _ = await _due.BatchAsync(partition, [new RowChange.Delete(DueKeys.Row(filing))], cancel);
    }

    /// <summary>
    /// The start of the first hour that is not known to be empty for ever. Begins where one that was always there would be, so that what is filed
    /// first need not wait for an hour that has just begun.
    /// </summary>
    public async ValueTask<DateTimeOffset> WatermarkAsync(int shard, DateTimeOffset now, CancellationToken cancel = default)
    {
        var key = PeopleKeys.Partition(shard);
        if (await _due.GetAsync(Watermarks, key, cancel) is not { } row)
        {
            // Two that begin at once write the same hour, or one that the other's scan reaches a moment later.
            _ = await _due.BatchAsync(Watermarks, [new RowChange.Insert(key, Text(Begin(now)))], cancel);
            row = (await _due.GetAsync(Watermarks, key, cancel))!;
        }

        var watermark = Parse(row);
        _watermarks[shard] = (watermark, now);
        return watermark;
    }

    /// <summary>The watermark as a reader of the index sees it: before the first look, where one would begin now. Writes nothing.</summary>
    public async ValueTask<DateTimeOffset> SeenWatermarkAsync(int shard, DateTimeOffset now, CancellationToken cancel = default) =>
        await _due.GetAsync(Watermarks, PeopleKeys.Partition(shard), cancel) is { } row ? Parse(row) : Begin(now);

    /// <summary>Age of the oldest watermark that this process has seen or moved; reads nothing.</summary>
    public TimeSpan Lag(DateTimeOffset now) => _watermarks.IsEmpty ? TimeSpan.Zero : now - _watermarks.Values.Min(held => held.Watermark);

    /// <summary>Counts what is due and not dealt with, without touching it; stops after <see cref="MostQueries"/> pages. Writes nothing.</summary>
    public async Task<DueBacklog> BacklogAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        var (rows, oldest, queries) = (0L, (DateTimeOffset?)null, 0);
        var (from, to) = DueKeys.UpTo(now);
        for (var shard = 0; shard < layout.PeopleShards; shard++)
        {
            for (var hour = await SeenWatermarkAsync(shard, now, cancel); hour <= now; hour = hour.AddHours(1))
            {
                string? continuation = null;
                do
                {
                    if (queries++ == MostQueries)
                        return new(rows, oldest, IsAtLeast: true);
                    var page = await _due.QueryAsync(DueKeys.Partition(hour, shard), from, to, TableLimits.MaxPage, continuation, cancel);
                    rows += page.Rows.Count;
                    if (continuation is null && page.Rows is [var first, ..] && UserRows.Read(first.Data, UserRows.Default.DueFiling).At is var at && !(at >= oldest))
                        oldest = at;
                    continuation = page.Continuation;
                }
                while (continuation is not null);
            }
        }

        return new(rows, oldest, IsAtLeast: false);
    }

    /// <summary>Streams, page by page in due order, what is due in a shard at <paramref name="now"/>; the watermark follows once an hour is empty.</summary>
    /// <remarks>The caller deletes what it dealt with before it asks for the next page. Safe to run twice at once and to break off.</remarks>
    public async IAsyncEnumerable<DuePage> DueAsync(int shard, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var watermark = await WatermarkAsync(shard, now, cancel);
        var passing = true;
        for (var hour = watermark; hour <= now; hour = hour.AddHours(1))
        {
            var partition = DueKeys.Partition(hour, shard);
            var (from, to) = DueKeys.UpTo(now);
            string? continuation = null;
            do
            {
                var page = await _due.QueryAsync(partition, from, to, TableLimits.MaxPage, continuation, cancel);
                if (page.Rows.Count > 0)
                    yield return new(partition, [.. page.Rows.Select(row => (row.Row, UserRows.Read(row.Data, UserRows.Default.DueFiling)))]);
                continuation = page.Continuation;
            }
            while (continuation is not null);

            passing = passing && hour.AddHours(1) + WatermarkTrails <= now && await IsEmptyAsync(partition, cancel);
            if (passing)
                watermark = hour.AddHours(1);
        }

        await MoveWatermarkAsync(shard, watermark, now, cancel);
    }

    /// <summary>Deletes rows of a page that were dealt with, 100 at a time.</summary>
    public async Task DeleteAsync(string partition, IEnumerable<string> rows, CancellationToken cancel)
    {
        foreach (var chunk in rows.Chunk(TableLimits.MaxBatch))
            await _due.BatchAsync(partition, [.. chunk.Select(row => new RowChange.Delete(row))], cancel);
    }

    /// <summary>All rows of a shard from its watermark until an instant; reads every hour between, which is much for what it finds. Writes nothing.</summary>
    public async IAsyncEnumerable<DueFiling> AllAsync(int shard, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var hour = await SeenWatermarkAsync(shard, clock.GetUtcNow(), cancel); hour <= until; hour = hour.AddHours(1))
        {
            await foreach (var row in _due.ReadRangeAsync(DueKeys.Partition(hour, shard), KeyText.Everything, cancel))
                yield return UserRows.Read(row.Data, UserRows.Default.DueFiling);
        }
    }

    /// <summary>Rows of some hours of a shard that the scan will still come to, for the audit. What lies behind the watermark it never will. Writes nothing.</summary>
    /// <param name="shard">From 0.</param>
    /// <param name="instants">Any within the hours to read; each hour is read once, in their order.</param>
    /// <param name="cancel">Stops.</param>
    public async IAsyncEnumerable<DueFiling> InHoursAsync(
        int shard, IEnumerable<DateTimeOffset> instants, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var watermark = await SeenWatermarkAsync(shard, clock.GetUtcNow(), cancel);
        foreach (var hour in instants.Select(DueKeys.HourOf).Where(hour => hour >= watermark).Distinct().Order())
        {
            await foreach (var row in _due.ReadRangeAsync(DueKeys.Partition(hour, shard), KeyText.Everything, cancel))
                yield return UserRows.Read(row.Data, UserRows.Default.DueFiling);
        }
    }

    /// <summary>Whether exactly this row is there.</summary>
    public async Task<bool> IsFiledAsync(DueFiling filing, CancellationToken cancel = default) =>
        await _due.GetAsync(DueKeys.Partition(filing.At, KeyText.Shard(filing.UserId, layout.PeopleShards)), DueKeys.Row(filing), cancel) is not null;

    private async Task<bool> IsEmptyAsync(string partition, CancellationToken cancel)
    {
        var (from, to) = KeyText.Everything;
        var page = await _due.QueryAsync(partition, from, to, 1, null, cancel);
        return page.Rows.Count == 0 && page.Continuation is null;
    }

    private async Task MoveWatermarkAsync(int shard, DateTimeOffset watermark, DateTimeOffset now, CancellationToken cancel)
    {
        var key = PeopleKeys.Partition(shard);
        var row = await _due.GetAsync(Watermarks, key, cancel);
        var stored = row is null ? (DateTimeOffset?)null : Parse(row);
        if (row is not null && stored < watermark)
            _ = await _due.BatchAsync(Watermarks, [new RowChange.Replace(key, Text(watermark), row.ETag)], cancel);   // lost to another scan: it moves it
        _watermarks[shard] = (watermark, now);
    }

    private static DateTimeOffset Begin(DateTimeOffset now) => DueKeys.HourOf(now - WatermarkTrails);

    private static DateTimeOffset Parse(TableRow row) =>
        DateTimeOffset.Parse(Encoding.UTF8.GetString(row.Data.Span).Trim('"'), CultureInfo.InvariantCulture);

    private static ReadOnlyMemory<byte> Text(DateTimeOffset watermark) =>
        Encoding.UTF8.GetBytes("\"" + watermark.ToString("O", CultureInfo.InvariantCulture) + "\"");
}

/// <summary>Rows of one partition that are due.</summary>
public sealed record DuePage(string Partition, IReadOnlyList<(string Row, DueFiling Filing)> Rows);

/// <summary>What is due and not dealt with.</summary>
/// <param name="Rows">People to look at and windows to close.</param>
/// <param name="Oldest">Since when the oldest of them is due; null for none.</param>
/// <param name="IsAtLeast">Whether there may be more.</param>
public sealed record DueBacklog(long Rows, DateTimeOffset? Oldest, bool IsAtLeast);
