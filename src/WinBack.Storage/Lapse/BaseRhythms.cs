using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Lapse;

/// <summary>
/// Measures everybody's rhythm by the walk that a publication brings about anyway: each shard adds its counts once, and the last one publishes the
/// gap with the campaign set, which the next walk judges by. One row for each silence that is measured, of at most
/// <see cref="BaseGaps.LongestDays"/> numbers; nothing is written at event rate.
/// </summary>
public sealed class BaseRhythms(ITables tables, StorageLayout layout, IBaseGaps published)
{
    private const int Tries = 50;

    private readonly ITable _counts = tables.Open("Backfill");

    /// <summary>Adds the counts of a shard, once however often it is asked, and publishes the gap when every shard has added its own.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="set">Version of the campaign set whose walk counted.</param>
    /// <param name="campaign">The campaign measured for.</param>
    /// <param name="part">Its silence, from 0.</param>
    /// <param name="counts">Gaps by days.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="InvalidOperationException">Other shards were faster every time; the walk comes here again.</exception>
    public async Task AddAsync(int shard, long set, Campaign campaign, int part, IReadOnlyDictionary<int, long> counts, CancellationToken cancel)
    {
        var (partition, key) = (KeyText.Join("rhythm", campaign.Id), part.ToString("D2", System.Globalization.CultureInfo.InvariantCulture));
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var row = await _counts.GetAsync(partition, key, cancel);
            var held = row is null ? new() : JsonSerializer.Deserialize(row.Data.Span, BaseRhythmRows.Default.BaseRhythm)!;
            if (held.Set > set)
                return;   // a later walk counts afresh
            if (held.Set < set)
                held = new() { Set = set };
            if (!held.Shards.Contains(shard))
            {
                held = held.With(shard, counts);
                var data = JsonSerializer.SerializeToUtf8Bytes(held, BaseRhythmRows.Default.BaseRhythm);
                RowChange write = row is null ? new RowChange.Insert(key, data) : new RowChange.Replace(key, data, row.ETag);
                if (await _counts.BatchAsync(partition, [write], cancel) is not BatchResult.Done)
                    continue;
            }

            if (held.Shards.Count == layout.PeopleShards)
                await published.SetAsync(campaign.Id, campaign.Version, part, BaseGaps.Gap(held.Counts, campaign.Lapse!.Parts[part].Rhythm!.Quantile), cancel);
            return;
        }

        throw new InvalidOperationException($"The counts of a rhythm changed under each of {Tries} tries to add to them.");
    }
}

/// <summary>What was counted so far for one silence.</summary>
internal sealed record BaseRhythm
{
    /// <summary>Version of the campaign set whose walk counts.</summary>
    public long Set { get; init; }

    /// <summary>Shards that have added theirs.</summary>
    public IReadOnlyList<int> Shards { get; init; } = [];

    /// <summary>Gaps by days.</summary>
    public IReadOnlyDictionary<int, long> Counts { get; init; } = new Dictionary<int, long>();

    /// <summary>With the counts of one shard.</summary>
    public BaseRhythm With(int shard, IReadOnlyDictionary<int, long> counts)
    {
        var both = new Dictionary<int, long>(Counts);
        foreach (var (days, count) in counts)
            both[days] = both.GetValueOrDefault(days) + count;
        return this with { Shards = [.. Shards, shard], Counts = both };
    }
}

[JsonSerializable(typeof(BaseRhythm))]
internal sealed partial class BaseRhythmRows : JsonSerializerContext;
