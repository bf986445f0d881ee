using System.Globalization;
using System.Runtime.CompilerServices;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <inheritdoc cref="IFacts"/>
public sealed class FactStore(ITables tables, StorageLayout layout, FactDays days) : IFacts
{
    private readonly ITable _facts = tables.Open("Facts");

    /// <inheritdoc/>
    public int Shards => layout.FactShards;

    /// <inheritdoc/>
    public async ValueTask AppendAsync(Fact fact, CancellationToken cancel = default)
    {
        var day = DateOnly.FromDateTime((fact.KeptAt ?? fact.At).UtcDateTime);
        await days.MarkAsync(fact.Campaign, day, cancel);
        // Refused means that the fact stands already: appending is idempotent.
        _ = await _facts.BatchAsync(
            Partition(fact.Campaign, day, KeyText.Shard(fact.Person, layout.FactShards)),
            [new RowChange.Insert(Row(fact), UserRows.Write(fact, UserRows.Default.Fact))],
            cancel);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Fact> ReadAsync(string campaign, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            for (var shard = 0; shard < layout.FactShards; shard++)
            {
                await foreach (var fact in ReadShardAsync(campaign, day, shard, cancel))
                    yield return fact;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Fact> ReadShardAsync(string campaign, DateOnly day, int shard, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var row in _facts.ReadRangeAsync(Partition(campaign, day, shard), KeyText.Everything, cancel))
            yield return UserRows.Read(row.Data, UserRows.Default.Fact);
    }

    /// <summary><c>replenish|20261124|03</c></summary>
    private static string Partition(string campaign, DateOnly day, int shard) =>
        KeyText.Join(campaign, day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), shard.ToString("D2", CultureInfo.InvariantCulture));

    /// <summary><c>Enrolled|k7f2m9.3|-|-</c>, <c>then.HandedOver|k7f2m9.3|nudge|sms</c></summary>
    private static string Row(Fact fact) => KeyText.Join(
        fact.KeptAt is null ? fact.KindText : "then." + fact.KindText,      // behind "Enrolled" of the same day, which readers need first
        string.Create(CultureInfo.InvariantCulture, $"{fact.Person}.{fact.Episode}"),
        fact.Touch ?? "-",
        fact.Channel is { } channel ? AttemptKey.Name(channel) : "-");
}
