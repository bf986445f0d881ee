using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>
/// Remembers of which days facts were appended since somebody last read the day whole. A day is marked before the first fact, and then not again for
/// <see cref="MarkLasts"/>, so that no row is written at the rate of facts. The other side of it: a mark may be cleared, or put off, only once it is older than <see cref="Settles"/>.
/// </summary>
public sealed class FactDays(ITables tables, TimeProvider clock)
{
    /// <summary>For so long an instance does not mark a day again.</summary>
    public static readonly TimeSpan MarkLasts = TimeSpan.FromMinutes(5);

    /// <summary>Once a mark is so old, every instance marks the day anew before it appends to it; an append that takes longer than the difference is not expected.</summary>
    public static readonly TimeSpan Settles = TimeSpan.FromMinutes(10);

    private const int MostRemembered = 4096;

    private readonly ITable _facts = tables.Open("Facts");
    private readonly ConcurrentDictionary<(string Campaign, DateOnly Day), DateTimeOffset> _marked = new();

    /// <summary>Marks a day, if this instance did not do so lately. At most one operation.</summary>
    public async ValueTask MarkAsync(string campaign, DateOnly day, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        if (_marked.TryGetValue((campaign, day), out var at) && now >= at && now - at < MarkLasts)
            return;
        await _facts.BatchAsync(Partition(campaign), [new RowChange.Upsert(Row(day), Encoding.UTF8.GetBytes($"\"{KeyText.Instant(now)}\""))], cancel);
        if (_marked.Count >= MostRemembered)
            _marked.Clear();
        _marked[(campaign, day)] = now;
    }

    /// <summary>Marked days of a campaign, earliest first.</summary>
    public async Task<IReadOnlyList<MarkedDay>> ReadAsync(string campaign, CancellationToken cancel = default)
    {
        List<MarkedDay> days = [];
        await foreach (var row in _facts.ReadRangeAsync(Partition(campaign), KeyText.Everything, cancel))
        {
            var fields = Encoding.UTF8.GetString(row.Data.Span).Trim('"').Split('|');
            days.Add(new(
                DateOnly.ParseExact(row.Row, "yyyyMMdd", CultureInfo.InvariantCulture), Instant(fields[0]), row.ETag, fields.Length > 1 ? Instant(fields[1]) : null));
        }

        return days;
    }

    /// <summary>Takes a mark away, unless it was set again meanwhile.</summary>
    public async Task ClearAsync(string campaign, MarkedDay mark, CancellationToken cancel = default) =>
        await _facts.BatchAsync(Partition(campaign), [new RowChange.Delete(Row(mark.Day), mark.ETag)], cancel);

    /// <summary>Says that until an instant nothing is to be done about a mark, unless the day is marked anew before, or was meanwhile.</summary>
    public async Task PutOffAsync(string campaign, MarkedDay mark, DateTimeOffset until, CancellationToken cancel = default) =>
        await _facts.BatchAsync(
            Partition(campaign), [new RowChange.Replace(Row(mark.Day), Encoding.UTF8.GetBytes($"\"{KeyText.Instant(mark.At)}|{KeyText.Instant(until)}\""), mark.ETag)], cancel);

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.ParseExact(text, "yyyyMMdd'T'HHmmssfffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary><c>replenish|changed</c></summary>
    private static string Partition(string campaign) => KeyText.Join(campaign, "changed");

    /// <summary><c>20261124</c></summary>
    private static string Row(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

/// <summary>A day whose facts changed.</summary>
/// <param name="Day">UTC day of enrolment.</param>
/// <param name="At">When it was marked last.</param>
/// <param name="ETag">Of the mark.</param>
/// <param name="Rests">Until when nothing is to be done about it; null for now at once.</param>
public sealed record MarkedDay(DateOnly Day, DateTimeOffset At, string ETag, DateTimeOffset? Rests = null);
