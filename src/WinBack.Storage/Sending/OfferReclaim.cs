using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Sending;

/// <summary>
/// Gives back, a share every night, what <see cref="OfferStore.ReclaimAsync"/> would: codes that a crash left taken for nobody. Goes on the next night where it
/// stopped. Runs may overlap, break off and be repeated.
/// </summary>
public sealed class OfferReclaim(ITables tables, OfferStore store, ICampaigns campaigns, ScanHeartbeat heartbeat, TimeProvider clock)
{
    /// <summary>Rows of one offer that are read in a night.</summary>
    public const int MostRows = 20_000;

    /// <summary>A scan must have come to its end so lately: it notes which codes persons hold where a crash kept that from being noted.</summary>
    public static readonly TimeSpan ScanWithin = TimeSpan.FromHours(1);

    private readonly ITable _table = tables.Open(OfferKeys.Table);

    /// <summary>One night's share of every offer that some version of a campaign makes, as far as they are known here.</summary>
    /// <param name="mostRows">Rows of one offer that are read at most.</param>
    /// <param name="cancel">Stops; what is given back stays so.</param>
    /// <returns>How many codes were given back; null where no scan has come to its end lately, and nothing was looked at.</returns>
    public async Task<int?> RunAsync(int mostRows = MostRows, CancellationToken cancel = default)
    {
        if (await heartbeat.LastAsync(cancel) is not { } last || clock.GetUtcNow() - last > ScanWithin)
            return null;
        var set = await campaigns.CurrentAsync(cancel);
        var reclaimed = 0;
        foreach (var offer in set.AllVersions.SelectMany(campaign => campaign.AllTouches()).Select(touch => touch.Offer?.Id).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            reclaimed += await RunAsync(offer, mostRows, cancel);
        return reclaimed;
    }

    private async Task<int> RunAsync(string offer, int mostRows, CancellationToken cancel)
    {
        var row = await _table.GetAsync(OfferKeys.All(offer), OfferKeys.Reclaimed, cancel);
        var at = row is null ? new(0, null) : OfferRows.Read(row, OfferRows.Default.OfferReclaimRow);
        var (reclaimed, left) = (0, mostRows);

        // Once around at most: back in the shard it began in, what lies before has been read by then, or waits for the next night.
        for (var i = 0; i < OfferKeys.Shards && left > 0; i++)
        {
            var (read, returned, after) = await store.ReclaimPartAsync(offer, at.Shard, at.After, left, cancel);
            (reclaimed, left) = (reclaimed + returned, left - read);
            at = after is null ? new((at.Shard + 1) % OfferKeys.Shards, null) : at with { After = after };
        }

        await _table.BatchAsync(OfferKeys.All(offer), [new RowChange.Upsert(OfferKeys.Reclaimed, OfferRows.Write(at, OfferRows.Default.OfferReclaimRow))], cancel);
        return reclaimed;
    }
}
