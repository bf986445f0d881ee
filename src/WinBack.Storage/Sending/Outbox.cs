using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Sending;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Sending;

/// <summary>
/// Every message handed over on this machine, as it left. It records calls, not intentions: the same attempt handed over twice stands
/// here twice, so that the audit can see it.
/// </summary>
public sealed class Outbox(ITables tables)
{
    // Partition and row of the one row that names the latest day with messages.
    private const string Latest = "latest";

    /// <summary>Name of the table.</summary>
    public const string Table = "Outbox";

    // Letters outside ASCII and markup as they are: escaped, a message in Greek would be three times as large and might not fit its row.
    private static readonly OutboxRows Compact = new(new(OutboxRows.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly ITable _outbox = tables.Open(Table);
    private int _latest = -1;       // day number that is known to be written down

    /// <summary>Adds a message; durable when it returns.</summary>
    /// <returns>The id under which it is kept.</returns>
    public async Task<string> AddAsync(OutboundMessage message, DateTimeOffset at, CancellationToken cancel = default)
    {
        await NoteDayAsync(Day(at), cancel);      // first: a day that turns out empty is better than a message nobody is led to
        var data = JsonSerializer.SerializeToUtf8Bytes(new OutboxEntry(at, message), Compact.OutboxEntry);
        for (var copy = 0; ; copy++)
        {
            var row = Row(at, message.Key, copy);
            if (await _outbox.BatchAsync(Partition(at), [new RowChange.Insert(row, data)], cancel) is BatchResult.Done)
                return row;
        }
    }

    /// <summary>Messages of UTC days, both inclusive, in the order they left.</summary>
    public async IAsyncEnumerable<OutboxEntry> ReadAsync(DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var row in RowsAsync(from, to, cancel))
            yield return Entry(row);
    }

    /// <summary>As <see cref="ReadAsync"/>, without what the messages say: for counting many.</summary>
    public async IAsyncEnumerable<(string Id, OutboxHeader Header)> ReadHeadersAsync(
        DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var row in RowsAsync(from, to, cancel))
            yield return (row.Row, JsonSerializer.Deserialize(row.Data.Span, OutboxRows.Default.OutboxHeader)!);
    }

    /// <summary>The newest messages of a UTC day, newest first. Costs what it returns, however many the day holds, unless they left at one instant.</summary>
    /// <param name="day">The day.</param>
    /// <param name="before">Id to begin before, see <see cref="IsId"/>; null for the end of the day.</param>
    /// <param name="count">Most messages, 1 to 100.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<OutboxSlice> NewestAsync(DateOnly day, string? before, int count, CancellationToken cancel = default)
    {
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var end = before is null ? start.AddDays(1) : InstantOf(before)!.Value.AddTicks(1);
        var newest = new List<TableRow>();
        var spans = new Stack<(DateTimeOffset From, DateTimeOffset To, string ToKey)>();
        spans.Push((start, end, before ?? KeyText.Instant(end)));
        while (newest.Count <= count && spans.TryPop(out var span))
        {
            // Tables are read forwards only: a span that holds more than is wanted is halved, and its later half read first.
            var page = await _outbox.QueryAsync(Partition(day), KeyText.Instant(span.From), span.ToKey, count + 1, null, cancel);
            if (page.Continuation is null)
            {
                newest.AddRange(page.Rows.Reverse());
            }
            else if (span.To - span.From <= TimeSpan.FromTicks(1))
            {
                newest.AddRange(await LastAsync(day, (KeyText.Instant(span.From), span.ToKey), count + 1, cancel));
            }
            else
            {
                var middle = span.From + (span.To - span.From) / 2;
                spans.Push((span.From, middle, KeyText.Instant(middle)));
                spans.Push((middle, span.To, span.ToKey));
            }
        }

        return new([.. newest.Take(count).Select(row => new KeptMessage(row.Row, Entry(row)))], newest.Count > count);
    }

    /// <summary>Deletes the messages to a user that left from one instant to another. Reads the headers of what left in that time.</summary>
    internal async Task RemoveAsync(string userId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        for (var day = Day(from); day <= Day(to); day = day.AddDays(1))
        {
            List<string> mine = [];
            await foreach (var row in _outbox.ReadRangeAsync(Partition(day), (KeyText.Instant(from), KeyText.Instant(to)), cancel))
            {
                if (JsonSerializer.Deserialize(row.Data.Span, OutboxRows.Default.OutboxHeader)!.Message.UserId == userId)
                    mine.Add(row.Row);
            }

            foreach (var chunk in mine.Chunk(TableLimits.MaxBatch))
                await _outbox.BatchAsync(Partition(day), [.. chunk.Select(row => new RowChange.Delete(row))], cancel);
        }
    }

    /// <summary>The latest UTC day a message left on; null when none ever did. One read, whatever is kept.</summary>
    public async Task<DateOnly?> LatestDayAsync(CancellationToken cancel = default) =>
        await _outbox.GetAsync(Latest, Latest, cancel) is { } row ? JsonSerializer.Deserialize(row.Data.Span, OutboxRows.Default.LatestDay)!.Day : null;

    /// <summary>Whether a text can be the id of a message of that day.</summary>
    public static bool IsId(DateOnly day, string id) =>
        id.Length <= TableLimits.MaxKeyLength && id.StartsWith(Partition(day), StringComparison.Ordinal) && InstantOf(id) is not null
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '|' or '~' or '.' or '_' or '-');

    /// <summary>One message by its id; null when there is none.</summary>
    public async Task<OutboxEntry?> FindAsync(DateOnly day, string id, CancellationToken cancel = default) =>
        await _outbox.GetAsync(Partition(day), id, cancel) is { } row ? Entry(row) : null;

    private async IAsyncEnumerable<TableRow> RowsAsync(DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            await foreach (var row in _outbox.ReadRangeAsync(Partition(day), KeyText.Everything, cancel))
                yield return row;
        }
    }

    private static OutboxEntry Entry(TableRow row) => JsonSerializer.Deserialize(row.Data.Span, OutboxRows.Default.OutboxEntry)!;

    private static DateTimeOffset? InstantOf(string id) =>
        id.IndexOf('|', StringComparison.Ordinal) is > 0 and var end && DateTimeOffset.TryParseExact(
            id.AsSpan(0, end), "yyyyMMdd'T'HHmmssfffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    // Those of one instant, such as a virtual clock gives to thousands, cannot be halved.
    private async Task<IEnumerable<TableRow>> LastAsync(DateOnly day, (string From, string To) range, int count, CancellationToken cancel)
    {
        var last = new Queue<TableRow>(count + 1);
        await foreach (var row in _outbox.ReadRangeAsync(Partition(day), range, cancel))
        {
            last.Enqueue(row);
            if (last.Count > count)
                last.Dequeue();
        }

        return last.Reverse();
    }

    private async Task NoteDayAsync(DateOnly day, CancellationToken cancel)
    {
        while (day.DayNumber > Volatile.Read(ref _latest))
        {
            var row = await _outbox.GetAsync(Latest, Latest, cancel);
            var noted = row is null ? -1 : JsonSerializer.Deserialize(row.Data.Span, OutboxRows.Default.LatestDay)!.Day.DayNumber;
            var data = JsonSerializer.SerializeToUtf8Bytes(new LatestDay(day), OutboxRows.Default.LatestDay);
            RowChange change = row is null ? new RowChange.Insert(Latest, data) : new RowChange.Replace(Latest, data, row.ETag);
            if (noted >= day.DayNumber)
                Volatile.Write(ref _latest, noted);
            else if (await _outbox.BatchAsync(Latest, [change], cancel) is BatchResult.Done)
                Volatile.Write(ref _latest, day.DayNumber);
        }
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary><c>20261124</c>: where a message that left at an instant is kept.</summary>
    internal static string Partition(DateTimeOffset at) => Partition(Day(at));

    /// <summary><c>20261124</c>: the UTC day.</summary>
    private static string Partition(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary><c>20261124T0715000000000Z|replenish.3.k7f2~3Anudge~3Asms|0</c></summary>
    private static string Row(DateTimeOffset at, string key, int copy) =>
        KeyText.Join(KeyText.Instant(at), key, copy.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A message and the instant it left.</summary>
public sealed record OutboxEntry(DateTimeOffset At, OutboundMessage Message);

/// <summary>A message of the outbox and the id under which it is kept.</summary>
public sealed record KeptMessage(string Id, OutboxEntry Entry);

/// <summary>Some messages of a day, newest first.</summary>
/// <param name="HasOlder">Whether the day has older ones: those before the id of the last of these.</param>
public sealed record OutboxSlice(IReadOnlyList<KeptMessage> Messages, bool HasOlder);

internal sealed record LatestDay(DateOnly Day);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OutboxEntry))]
[JsonSerializable(typeof(OutboxHeader))]
[JsonSerializable(typeof(LatestDay))]
internal sealed partial class OutboxRows : JsonSerializerContext;
