using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Sending;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Sending;

/// <summary>
/// The tokens of every provider, shared by all instances: one row for each channel and resource. An instance writes it once for a lease, not
/// once for a message.
/// </summary>
public sealed class Paces(ITables tables)
{
    /// <summary>Name of the table.</summary>
    public const string Table = "Paces";

    // Of instances that lease at the same instant one wins each round; who loses this often has company enough to be put off.
    private const int Tries = 12;

    private readonly ITable _paces = tables.Open(Table);
    private readonly ConcurrentDictionary<string, TableRow> _seen = new(StringComparer.Ordinal);

    /// <summary>Leases tokens.</summary>
    /// <param name="pace">Whose, see <see cref="Key"/>.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="now">Instant of the request.</param>
    /// <param name="wanted">At least 1.</param>
    /// <param name="cancel">Stops waiting; tokens may be lost.</param>
    /// <returns>Null when other instances were faster every time.</returns>
    public async Task<PaceLease?> LeaseAsync(string pace, PaceLimits limits, DateTimeOffset now, int wanted, CancellationToken cancel = default)
    {
        // What was written last is still there when no other instance is about; else its ETag tells.
        var row = _seen.GetValueOrDefault(pace) ?? await _paces.GetAsync(pace, pace, cancel);
        for (var i = 0; i < Tries; i++)
        {
            var schedule = row is null ? new() : JsonSerializer.Deserialize(row.Data.Span, PaceRows.Default.PaceSchedule)!;
            var (after, lease) = schedule.Take(limits, now, wanted);
            var data = JsonSerializer.SerializeToUtf8Bytes(after, PaceRows.Default.PaceSchedule);
            RowChange change = row is null ? new RowChange.Insert(pace, data) : new RowChange.Replace(pace, data, row.ETag);
            if (await _paces.BatchAsync(pace, [change], cancel) is BatchResult.Done done)
            {
                _seen[pace] = new(pace, pace, data, done.ETags[0]!);
                return lease;
            }

            row = await _paces.GetAsync(pace, pace, cancel);
        }

        _seen.TryRemove(pace, out _);
        return null;
    }

    /// <summary><c>email|shop.communication.azure.com</c>: partition and row of a provider's tokens.</summary>
    public static string Key(IChannel channel) => KeyText.Join(Core.Users.AttemptKey.Name(channel.Channel), channel.Resource);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PaceSchedule))]
internal sealed partial class PaceRows : JsonSerializerContext;
