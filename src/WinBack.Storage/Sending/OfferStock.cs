using System.Text;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Sending;

/// <summary>The store room of offers: takes codes in, and counts what there is.</summary>
public sealed class OfferStock(ITables tables, TimeProvider clock)
{
    /// <summary>What <see cref="OfferState.Code"/> says of imported codes.</summary>
    public const string FromPool = "pool";

    // Two rows for each, and a batch holds 100.
    private const int PerBatch = 50;

    private readonly ITable _table = tables.Open(OfferKeys.Table);

    /// <summary>Takes codes in. One that was ever there is left as it is, whoever has it: importing a file again, or the rest of it after a crash, changes nothing.</summary>
    /// <param name="offer">Id of the offer.</param>
    /// <param name="codes">Each as <see cref="OfferCodeFile.IsCode"/> allows.</param>
    /// <param name="cancel">Stops; what is in stays.</param>
    public async Task<OfferImport> ImportAsync(string offer, IReadOnlyCollection<string> codes, CancellationToken cancel = default)
    {
        if (codes.FirstOrDefault(code => !OfferCodeFile.IsCode(code)) is { } wrong)
            throw new ArgumentException($"A code is 1 to {OfferCodeFile.LongestCode} letters, digits, '.', '_' or '-'; one has {wrong.Length} characters or others.", nameof(codes));
        var added = 0;
        // First: after a crash the list names a pool that is empty, rather than none where codes are.
        if (codes.Count > 0)
            _ = await _table.BatchAsync(OfferKeys.Pools, [new RowChange.Upsert(OfferKeys.Pool(offer), Encoding.UTF8.GetBytes(offer))], cancel);
        foreach (var shard in codes.Distinct(StringComparer.Ordinal).GroupBy(OfferKeys.ShardOf))
        {
            foreach (var chunk in shard.Chunk(PerBatch))
                added += await AddAsync(OfferKeys.Partition(offer, shard.Key), chunk, cancel);
        }

        return new(added, codes.Count - added);
    }

    /// <summary>Counts an offer's codes. Reads all of them.</summary>
    public async Task<OfferCounts> CountAsync(string offer, CancellationToken cancel = default)
    {
        var counts = new OfferCounts(0, 0, 0, 0);
        for (var shard = 0; shard < OfferKeys.Shards; shard++)
        {
            var partition = OfferKeys.Partition(offer, shard);
            await foreach (var _ in _table.ReadRangeAsync(partition, OfferKeys.AllOf("f"), cancel))
                counts = counts with { Free = counts.Free + 1 };
            await foreach (var row in _table.ReadRangeAsync(partition, OfferKeys.AllOf("k"), cancel))
            {
                var taken = OfferRows.Read(row, OfferRows.Default.OfferTakenRow);
                if (taken.Code is not null)
                    counts = counts with { Taken = counts.Taken + 1, Amount = counts.Amount + taken.Amount, Loose = counts.Loose + (taken.IsKept ? 0 : 1) };
            }
        }

        return counts;
    }

    /// <summary>
    /// The offers that the current versions make, by id, each with its codes counted; behind them the pools with free codes that none of them hands
    /// out. A pool from before imports were noted is among those once more codes are imported.
    /// </summary>
    public async Task<IReadOnlyList<OfferState>> ListAsync(CampaignSet set, CancellationToken cancel = default)
    {
        List<OfferState> list = [];
        var offers = from campaign in set.Current
                     from offer in campaign.Touches.Select(touch => touch.Offer).OfType<Offer>().DistinctBy(offer => offer.Id)
                     group (campaign.Id, offer) by offer.Id into same
                     orderby same.Key
                     select same.OrderBy(each => each.Id, StringComparer.Ordinal).ToList();
        foreach (var same in offers)
        {
            var offer = same[0].offer;
            var currency = offer.Tiers.Select(tier => tier.Value?.Currency).Prepend(offer.Value.Currency).FirstOrDefault(each => each is not null);
            list.Add(new(offer.Id, [.. same.Select(each => each.Id)], offer.Pattern ?? FromPool, offer.Budget, currency, await CountAsync(offer.Id, cancel)));
        }

        await foreach (var row in _table.ReadRangeAsync(OfferKeys.Pools, OfferKeys.AllOf("p"), cancel))
        {
            var offer = Encoding.UTF8.GetString(row.Data.Span);
            if (list.TrueForAll(each => each.Id != offer) && await CountAsync(offer, cancel) is { Free: > 0 } counts)
                list.Add(new(offer, [], FromPool, null, null, counts));
        }

        return list;
    }

    private async Task<int> AddAsync(string partition, string[] codes, CancellationToken cancel)
    {
        List<RowChange> batch = [.. codes.SelectMany(Rows)];
        if (await _table.BatchAsync(partition, batch, cancel) is BatchResult.Done)
            return codes.Length;
        if (codes.Length == 1)
            return 0;

        // Some are there already: by halves, so that a file of which few are known costs little more.
        var half = codes.Length / 2;
        return await AddAsync(partition, codes[..half], cancel) + await AddAsync(partition, codes[half..], cancel);
    }

    private IEnumerable<RowChange> Rows(string code)
    {
        var row = OfferRows.Write(new(code, clock.GetUtcNow()), OfferRows.Default.OfferCodeRow);
        return [new RowChange.Insert(OfferKeys.Code(code), row), new RowChange.Upsert(OfferKeys.Free(code), row)];
    }
}

/// <summary>What became of an import.</summary>
/// <param name="Added">Codes that are new.</param>
/// <param name="Known">Codes that were there, or stood in the file twice.</param>
public sealed record OfferImport(int Added, int Known);

/// <summary>What there is of an offer.</summary>
/// <param name="Free">Imported codes that nobody has.</param>
/// <param name="Taken">Codes that are somebody's.</param>
/// <param name="Loose">Of those, the ones that no person's row is known to hold: being claimed right now, or left by a crash.</param>
/// <param name="Amount">What the taken ones count against the budget, in the offer's currency.</param>
public sealed record OfferCounts(long Free, long Taken, long Loose, decimal Amount);
