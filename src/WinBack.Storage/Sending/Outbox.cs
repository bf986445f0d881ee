using System.Globalization;
using System.Runtime.CompilerServices;
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
    private readonly ITable _outbox = tables.Open("Outbox");

    /// <summary>Adds a message; durable when it returns.</summary>
    /// <returns>The id under which it is kept.</returns>
    public async Task<string> AddAsync(OutboundMessage message, DateTimeOffset at, CancellationToken cancel = default)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(new OutboxEntry(at, message), OutboxRows.Default.OutboxEntry);
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
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            await foreach (var row in _outbox.ReadRangeAsync(Partition(day), KeyText.Everything, cancel))
                yield return JsonSerializer.Deserialize(row.Data.Span, OutboxRows.Default.OutboxEntry)!;
        }
    }

    /// <summary>One message by its id; null when there is none.</summary>
    public async Task<OutboxEntry?> FindAsync(DateOnly day, string id, CancellationToken cancel = default) =>
        await _outbox.GetAsync(Partition(day), id, cancel) is { } row ? JsonSerializer.Deserialize(row.Data.Span, OutboxRows.Default.OutboxEntry) : null;

    private static string Partition(DateTimeOffset at) => Partition(DateOnly.FromDateTime(at.UtcDateTime));

    /// <summary><c>20261124</c>: the UTC day.</summary>
    private static string Partition(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary><c>20261124T0715000000000Z|replenish.3.k7f2~3Anudge~3Asms|0</c></summary>
    private static string Row(DateTimeOffset at, string key, int copy) =>
        KeyText.Join(KeyText.Instant(at), key, copy.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A message and the instant it left.</summary>
public sealed record OutboxEntry(DateTimeOffset At, OutboundMessage Message);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OutboxEntry))]
internal sealed partial class OutboxRows : JsonSerializerContext;
