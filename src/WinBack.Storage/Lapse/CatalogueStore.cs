using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Lapse;

/// <summary>
/// What is known of items, and the news of them that is still to be told: the table Catalogue. News is written in the batch that makes it true, so that
/// neither a crash nor a repeated request loses or doubles it.
/// </summary>
public sealed class CatalogueStore(ITables tables, ICampaigns campaigns)
{
    /// <summary>Name of the table.</summary>
    public const string Table = "Catalogue";

    /// <summary>Partitions of the table, for good: few, since every scan looks into each of them for news.</summary>
    public const int Shards = 16;

    private const int Tries = 20;

    private const int ItemsAtATime = 32;

    private const string PlacePartition = "place";

    private readonly ITable _catalogue = tables.Open(Table);

    /// <summary>Takes states in: those of one item in the order they stand, items beside each other. Durable when it returns.</summary>
    /// <returns>What came of each, in their order.</returns>
    /// <exception cref="ContentionException">Other writers were faster every time for one of the items; all may be sent again.</exception>
    public async Task<IReadOnlyList<ItemOutcome>> TakeAsync(IReadOnlyList<ItemState> states, CancellationToken cancel = default)
    {
        var outcomes = new ItemOutcome[states.Count];
        await Parallel.ForEachAsync(
            states.Select((state, place) => (state, place)).GroupBy(each => each.state.Item, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = ItemsAtATime, CancellationToken = cancel },
            async (ofItem, stop) =>
            {
                foreach (var (state, place) in ofItem)
                    outcomes[place] = await TakeAsync(state, stop);
            });
        return outcomes;
    }

    /// <summary>Takes one state in. Durable when it returns.</summary>
    /// <exception cref="ContentionException">Other writers were faster every time.</exception>
    public async Task<ItemOutcome> TakeAsync(ItemState state, CancellationToken cancel = default)
    {
        var partition = Partition(state.Item);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var row = await _catalogue.GetAsync(partition, Item(state.Item), cancel);
            var held = row is null ? new(state.Item) : JsonSerializer.Deserialize(row.Data.Span, CatalogueRows.Default.KnownItem)!;
            var update = held.With(state);
            if (ReferenceEquals(update.Item, held))
                return update.Outcome;
            var data = JsonSerializer.SerializeToUtf8Bytes(update.Item, CatalogueRows.Default.KnownItem);
            List<RowChange> batch = [row is null ? new RowChange.Insert(Item(state.Item), data) : new RowChange.Replace(Item(state.Item), data, row.ETag)];
            if (update.News.Count > 0)
            {
                var set = await campaigns.CurrentAsync(cancel);
                batch.AddRange(update.News.Where(news => ItemNews.IsWanted(news, set)).Select(news => Write(new ItemWave(news))));
            }

            if (await _catalogue.BatchAsync(partition, batch, cancel) is BatchResult.Done)
                return update.Outcome;
        }

        throw new ContentionException($"An item changed under each of {Tries} tries to write it.");
    }

    /// <summary>What is known of an item; null for nothing.</summary>
    public async Task<KnownItem?> FindAsync(string item, CancellationToken cancel = default) =>
        await _catalogue.GetAsync(Partition(item), Item(item), cancel) is { } row ? JsonSerializer.Deserialize(row.Data.Span, CatalogueRows.Default.KnownItem) : null;

    /// <summary>News of a shard that is still to be told, some at a time, in the order of their keys. One query.</summary>
    /// <param name="shard">0 to <see cref="Shards"/> − 1.</param>
    /// <param name="after">Key of the last one seen; null to begin.</param>
    /// <param name="most">News of a page; 1 to 1,000.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>News with their keys, and the key to go on after; null at the end.</returns>
    internal async Task<(IReadOnlyList<(string Key, ItemWave Wave)> Waves, string? After)> WavesAsync(int shard, string? after, int most, CancellationToken cancel)
    {
        var (from, to) = KeyText.Prefix("w");
        string? continuation = null;
        do
        {
            // "!" sorts before every character of a key, and no key goes on behind another.
            var page = await _catalogue.QueryAsync(Partition(shard), after is null ? from : after + "!", to, most, continuation, cancel);
            continuation = page.Continuation;
            if (page.Rows is [.., var last])
                return ([.. page.Rows.Select(row => (row.Row, JsonSerializer.Deserialize(row.Data.Span, CatalogueRows.Default.ItemWave)!))], continuation is null && page.Rows.Count < most ? null : last.Row);
        }
        while (continuation is not null);
        return ([], null);
    }

    /// <summary>Where the next scan begins to tell news: behind the last that had its turn.</summary>
    internal async Task<WavePlace> PlaceAsync(CancellationToken cancel) =>
        await _catalogue.GetAsync(PlacePartition, PlacePartition, cancel) is { } row ? JsonSerializer.Deserialize(row.Data.Span, CatalogueRows.Default.WavePlace)! : new(0, After: null);

    /// <summary>Notes where the next scan begins.</summary>
    internal async Task NoteAsync(WavePlace place, CancellationToken cancel) =>
        await _catalogue.BatchAsync(PlacePartition, [new RowChange.Upsert(PlacePartition, JsonSerializer.SerializeToUtf8Bytes(place, CatalogueRows.Default.WavePlace))], cancel);

    /// <summary>Notes how far news has been told.</summary>
    internal async Task NoteAsync(ItemWave wave, CancellationToken cancel) => await _catalogue.BatchAsync(Partition(wave.News.Item), [Write(wave)], cancel);

    /// <summary>Forgets news that everybody was told.</summary>
    internal async Task EndAsync(ItemWave wave, CancellationToken cancel) =>
        await _catalogue.BatchAsync(Partition(wave.News.Item), [new RowChange.Delete(Wave(wave.News))], cancel);

    private static RowChange.Upsert Write(ItemWave wave) => new(Wave(wave.News), JsonSerializer.SerializeToUtf8Bytes(wave, CatalogueRows.Default.ItemWave));

    /// <summary><c>0a</c></summary>
    private static string Partition(string item) => Partition(KeyText.Shard(item, Shards));

    /// <summary><c>0a</c></summary>
    private static string Partition(int shard) => PeopleKeys.Partition(shard);

    /// <summary><c>i|guji-500</c></summary>
    private static string Item(string item) => KeyText.Join("i", item);

    /// <summary><c>w|guji-500|20261124T0715000000000Z|winback.price_drop</c></summary>
    private static string Wave(ItemChange news) => KeyText.Join("w", news.Item, KeyText.Instant(news.At), news.Type);
}

/// <summary>News being told, and how far.</summary>
/// <param name="News">The news.</param>
/// <param name="After">Key of the last person who was looked at; null before the first.</param>
/// <param name="Tries">How often somebody of the page behind it could not be told.</param>
internal sealed record ItemWave(ItemChange News, string? After = null, int Tries = 0);

/// <summary>A place in the ring of all news that is still to be told.</summary>
/// <param name="Shard">Of the news.</param>
/// <param name="After">Key of the last news in the shard that had its turn; null before the first.</param>
internal sealed record WavePlace(int Shard, string? After);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(KnownItem))]
[JsonSerializable(typeof(ItemWave))]
[JsonSerializable(typeof(WavePlace))]
internal sealed partial class CatalogueRows : JsonSerializerContext;
