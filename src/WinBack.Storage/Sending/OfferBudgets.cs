using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// Deals an offer's budget out to its shards, a part at a time, so that no row is written for every code. What a shard may spend is written down in the
/// row that deals before it spends it: a crash between loses nothing, and the sum of all parts is never more than the budget.
/// </summary>
internal sealed class OfferBudgets(ITable table)
{
    private const int Tries = 20;

    // Small enough that little lies idle in a shard that few ask, large enough that the row that deals is rarely written.
    private const int Parts = 10 * OfferKeys.Shards;

    /// <summary>The shard's own row, with room for one more.</summary>
    /// <returns>The row, its ETag or null where there is none yet, and why there is no room, or null.</returns>
    public async Task<(OfferBudgetRow Row, string? ETag, string? Why)> RoomAsync(Offer offer, int shard, decimal amount, CancellationToken cancel)
    {
        var (row, etag) = await ReadAsync(offer, shard, cancel);
        if (offer.Budget is not { } budget || HasRoom(row, budget, amount))
            return (row, etag, null);
        for (var i = 0; i < Tries; i++)
        {
            var (deal, dealt) = await DealAsync(offer, cancel);
            row = row with { MayCount = deal.Counts[shard], MayAmount = deal.Amounts[shard] };
            if (HasRoom(row, budget, amount))
                return (row, etag, null);
            if (More(deal, budget, shard, row, amount) is not { } more)
                return (row, etag, Spent(offer, budget, row));
            var data = OfferRows.Write(more, OfferRows.Default.OfferDealRow);
            RowChange write = dealt is null ? new RowChange.Insert(OfferKeys.Budget, data) : new RowChange.Replace(OfferKeys.Budget, data, dealt);
            await table.BatchAsync(OfferKeys.All(offer.Id), [write], cancel);
        }

        throw new ContentionException($"The budget of offer {offer.Id} changed under each of {Tries} tries to deal a part of it.");
    }

    /// <summary>Why the shard could hand out nothing more; null when it could. Writes nothing.</summary>
    public async Task<string?> WhyNoneAsync(Offer offer, int shard, decimal amount, CancellationToken cancel)
    {
        if (offer.Budget is not { } budget)
            return null;
        var (row, _) = await ReadAsync(offer, shard, cancel);
        if (HasRoom(row, budget, amount))
            return null;
        var (deal, _) = await DealAsync(offer, cancel);
        row = row with { MayCount = deal.Counts[shard], MayAmount = deal.Amounts[shard] };
        return HasRoom(row, budget, amount) || More(deal, budget, shard, row, amount) is not null ? null : Spent(offer, budget, row);
    }

    private async Task<(OfferBudgetRow Row, string? ETag)> ReadAsync(Offer offer, int shard, CancellationToken cancel) =>
        await table.GetAsync(OfferKeys.Partition(offer.Id, shard), OfferKeys.Budget, cancel) is { } row ? (OfferRows.Read(row, OfferRows.Default.OfferBudgetRow), row.ETag) : (new(), null);

    private async Task<(OfferDealRow Row, string? ETag)> DealAsync(Offer offer, CancellationToken cancel) =>
        await table.GetAsync(OfferKeys.All(offer.Id), OfferKeys.Budget, cancel) is { } row ? (OfferRows.Read(row, OfferRows.Default.OfferDealRow), row.ETag) : (new(), null);

    private static bool HasRoom(OfferBudgetRow row, OfferBudget budget, decimal amount) =>
        (budget.Count is null || row.Count + 1 <= row.MayCount) && (budget.Amount is null || row.Amount + amount <= row.MayAmount);

    // A shard that lacks only one of the two is dealt only that.
    private static OfferDealRow? More(OfferDealRow deal, OfferBudget budget, int shard, OfferBudgetRow row, decimal amount)
    {
        var (counts, amounts) = (deal.Counts.ToArray(), deal.Amounts.ToArray());
        if (budget.Count is { } count && row.Count + 1 > row.MayCount)
        {
            var left = count - counts.Sum();
            if (left < 1)
                return null;
            counts[shard] += Math.Min(left, Math.Max(1, count / Parts));
        }

        if (budget.Amount is { } sum && row.Amount + amount > row.MayAmount)
        {
            var (left, lacks) = (sum - amounts.Sum(), row.Amount + amount - row.MayAmount);
            if (left < lacks)
                return null;
            amounts[shard] += Math.Min(left, Math.Max(lacks, sum / Parts));
        }

        return new() { Counts = counts, Amounts = amounts };
    }

    private static string Spent(Offer offer, OfferBudget budget, OfferBudgetRow row) => budget.Count is { } count && row.Count + 1 > row.MayCount
        ? string.Create(CultureInfo.InvariantCulture, $"the budget of {count} codes is spent")
        : string.Create(CultureInfo.InvariantCulture, $"the budget of {budget.Amount} {offer.Value.Currency} is spent");
}
