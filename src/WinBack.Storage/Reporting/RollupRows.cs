using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Rollups;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Reporting;

/// <summary>JSON of the rows of Rollups: one row for each marginal of a period. Members are added, never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RollupAbout))]
[JsonSerializable(typeof(Dictionary<string, ArmCell>))]
[JsonSerializable(typeof(Dictionary<string, OutcomeSums>))]
[JsonSerializable(typeof(Dictionary<string, MarginalCell>))]
[JsonSerializable(typeof(Dictionary<string, TouchCount>))]
[JsonSerializable(typeof(Dictionary<string, long>))]
[JsonSerializable(typeof(Dictionary<string, OfferCount>))]
internal sealed partial class RollupRows : JsonSerializerContext
{
    /// <summary>The row that every period has.</summary>
    public const string About = "about";

    /// <summary>Names of the marginals.</summary>
    public static readonly IReadOnlyList<string> Families = ["answer", "arm", "channel", "day", "locale", "offer", "programme", "segment", "touch", "variant"];

    /// <summary>The rows of a period, but for <see cref="About"/>; a marginal without values has none.</summary>
    public static IEnumerable<RowChange> Changes(Func<string, string> key, Rollup rollup) => Families.Select(family =>
        Data(family, rollup) is { } data ? (RowChange)new RowChange.Upsert(key(family), data) : new RowChange.Delete(key(family)));

    /// <summary>Adds what a row holds.</summary>
    public static void Read(string family, ReadOnlyMemory<byte> data, Rollup into)
    {
        switch (family)
        {
            case About:
                into.Strays += Read(data, Default.RollupAbout).Strays;
                break;
            case "answer":
                Into(into.Answers, Read(data, Default.DictionaryStringInt64));
                break;
            case "arm":
                Into(into.Arms, Read(data, Default.DictionaryStringArmCell));
                break;
            case "offer":
                Into(into.Offers, Read(data, Default.DictionaryStringOfferCount));
                break;
            case "programme":
                Into(into.Programme, Read(data, Default.DictionaryStringOutcomeSums));
                break;
            case "touch":
                Into(into.Touches, Read(data, Default.DictionaryStringTouchCount));
                break;
            default:
                Into(Marginal(family, into) ?? throw new InvalidOperationException($"A new marginal, {family}, must be read here."), Read(data, Default.DictionaryStringMarginalCell));
                break;
        }
    }

    public static ReadOnlyMemory<byte> Write(RollupAbout about) => JsonSerializer.SerializeToUtf8Bytes(about, Default.RollupAbout);

    private static ReadOnlyMemory<byte>? Data(string family, Rollup rollup) => family switch
    {
        "answer" => Write(rollup.Answers, Default.DictionaryStringInt64),
        "arm" => Write(rollup.Arms, Default.DictionaryStringArmCell),
        "offer" => Write(rollup.Offers, Default.DictionaryStringOfferCount),
        "programme" => Write(rollup.Programme, Default.DictionaryStringOutcomeSums),
        "touch" => Write(rollup.Touches, Default.DictionaryStringTouchCount),
        _ => Write(Marginal(family, rollup)!, Default.DictionaryStringMarginalCell),
    };

    private static SortedDictionary<string, MarginalCell>? Marginal(string family, Rollup rollup) => family switch
    {
        "channel" => rollup.Channels,
        "day" => rollup.Days,
        "locale" => rollup.Locales,
        "segment" => rollup.Segments,
        "variant" => rollup.Variants,
        _ => null,
    };

    // In the order of the keys, so that the same sums are the same bytes.
    private static ReadOnlyMemory<byte>? Write<T>(SortedDictionary<string, T> cells, JsonTypeInfo<Dictionary<string, T>> type) =>
        cells.Count == 0 ? default(ReadOnlyMemory<byte>?) : JsonSerializer.SerializeToUtf8Bytes(cells.ToDictionary(), type);

    private static T Read<T>(ReadOnlyMemory<byte> data, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(data.Span, type) ?? throw new JsonException("A row of Rollups holds null.");

    private static void Into<T>(SortedDictionary<string, T> cells, Dictionary<string, T> read)
    {
        foreach (var (key, cell) in read)
            cells.Add(key, cell);
    }
}

/// <summary>What a period's rollup says of itself.</summary>
internal sealed record RollupAbout(long Strays);
