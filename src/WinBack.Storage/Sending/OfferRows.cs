using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Sending;

/// <summary>Every key of the Offers table. All of one shard of an offer lies in one partition, so that a code, its budget and who has it change in one batch.</summary>
internal static class OfferKeys
{
    public const string Table = "Offers";

    /// <summary>Shards of an offer; fixed, as codes lie in the shard of their own hash.</summary>
    public const int Shards = 4;

    /// <summary>Row of a shard's part of the budget, and of the whole in <see cref="All"/>.</summary>
    public const string Budget = "b";

    /// <summary><c>o|spring|2</c></summary>
    public static string Partition(string offer, int shard) => KeyText.Join("o", offer, shard.ToString(CultureInfo.InvariantCulture));

    /// <summary><c>o|spring|all</c>: how the budget is dealt out to the shards.</summary>
    public static string All(string offer) => KeyText.Join("o", offer, "all");

    /// <summary>Partition with a row for each offer that codes were imported for; their names are in no campaign until one is published.</summary>
    public const string Pools = "pools";

    /// <summary><c>p|spring</c></summary>
    public static string Pool(string offer) => KeyText.Join("p", offer);

    /// <summary>Row of <see cref="All"/>: how far the nightly look for codes that crashes left has come.</summary>
    public const string Reclaimed = "r";

    /// <summary><c>k|5F0C…</c>: what one enrolment took.</summary>
    public static string Taken(string key) => KeyText.Join("k", key);

    /// <summary><c>c|SPRING-7Q</c>: a code that was ever imported or made here, so that none is a second time.</summary>
    public static string Code(string code) => KeyText.Join("c", code);

    /// <summary><c>f|9A3B…|SPRING-7Q</c>: a code that nobody has, in an order that tells nothing.</summary>
    public static string Free(string code) => KeyText.Join("f", Order(code), code);

    /// <summary>All rows of a kind.</summary>
    public static (string From, string To) AllOf(string kind) => KeyText.Prefix(kind);

    /// <summary>Where in the order of free codes an enrolment begins to look: those who look at once begin apart.</summary>
    public static string FreeFrom(string key) => KeyText.Join("f", Order(key));

    /// <summary>The shard in which a code lies.</summary>
    public static int ShardOf(string code) => KeyText.Shard(code, Shards);

    private static string Order(string text) => KeyText.Shard(text, int.MaxValue).ToString("x8", CultureInfo.InvariantCulture);
}

/// <summary>What was handed out of a shard, and how much of the budget it may.</summary>
internal sealed record OfferBudgetRow
{
    public long Count { get; init; }

    public decimal Amount { get; init; }

    /// <summary>Of the budget's count, as far as this shard was told.</summary>
    public long MayCount { get; init; }

    /// <summary>Of the budget's amount, as far as this shard was told.</summary>
    public decimal MayAmount { get; init; }
}

/// <summary>How a budget is dealt out, by shard. What was given to a shard stands here first, so that a crash loses none of it.</summary>
internal sealed record OfferDealRow
{
    public IReadOnlyList<long> Counts { get; init; } = new long[OfferKeys.Shards];

    public IReadOnlyList<decimal> Amounts { get; init; } = new decimal[OfferKeys.Shards];
}

/// <summary>What one enrolment took.</summary>
internal sealed record OfferTakenRow
{
    /// <summary>Null where the enrolment was sent on to the next shard, for ever.</summary>
    public string? Code { get; init; }

    public bool IsFromPool { get; init; }

    /// <summary>What it counts against the budget.</summary>
    public decimal Amount { get; init; }

    /// <summary>When it was last asked for.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether a person's row is known to hold it.</summary>
    public bool IsKept { get; init; }
}

/// <summary>A code: free, or whose.</summary>
internal sealed record OfferCodeRow(string Code, DateTimeOffset At, string? Key = null);

/// <summary>Where the nightly look goes on: behind a row of a shard; from its beginning where that is null.</summary>
internal sealed record OfferReclaimRow(int Shard, string? After);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OfferBudgetRow))]
[JsonSerializable(typeof(OfferDealRow))]
[JsonSerializable(typeof(OfferTakenRow))]
[JsonSerializable(typeof(OfferCodeRow))]
[JsonSerializable(typeof(OfferReclaimRow))]
internal sealed partial class OfferRows : JsonSerializerContext
{
    public static ReadOnlyMemory<byte> Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    public static T Read<T>(TableRow row, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(row.Data.Span, type)!;
}
