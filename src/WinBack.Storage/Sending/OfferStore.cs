using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// The codes and budgets of offers. A code is taken for one enrolment, by a key that every run of it makes again: whoever asks twice is told the same
/// code. It is taken before the person's row holds it; what a crash leaves between the two is found again by that key, and else by <see cref="ReclaimAsync"/>.
/// </summary>
public sealed class OfferStore(ITables tables, OfferCodes codes, TimeProvider clock) : IOfferCodes
{
    /// <summary>How long a code that no person's row holds is left alone: far longer than any run between taking it and writing that row.</summary>
    public static readonly TimeSpan LeftAlone = TimeSpan.FromDays(7);

    private const int Tries = 20;

    private readonly ITable _table = tables.Open(OfferKeys.Table);

    /// <summary>Takes a code and its part of the budget for one enrolment; a second time it gives the same.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="key">See <see cref="OfferCodes.KeyOf"/>.</param>
    /// <param name="value">What it is worth.</param>
    /// <param name="cancel">Stops; a code may be taken, and is found again.</param>
    public async Task<OfferAnswer> TakeAsync(Offer offer, string key, OfferValue value, CancellationToken cancel = default)
    {
        var (now, home, amount) = (clock.GetUtcNow(), KeyText.Shard(key, OfferKeys.Shards), value.Most ?? 0);
        for (var i = 0; i < OfferKeys.Shards; i++)
        {
            var shard = (home + i) % OfferKeys.Shards;
            switch (await Shard(offer, shard).TakeAsync(key, amount, now, cancel))
            {
                case ShardAnswer.Taken taken:
                    return new OfferAnswer.Reserved(offer.Id, taken.Code, new(shard, key));
                case ShardAnswer.Empty empty:
                    if (await NextAsync(offer, home, i, amount, cancel) is not { } next)
                        return new OfferAnswer.Exhausted(offer.Id, empty.Why);
                    for (; i < next; i++)
                    {
                        if (!await Shard(offer, (home + i) % OfferKeys.Shards).SendOnAsync(key, now, cancel))
                            break;
                    }

                    i--;    // this one again: it has a code for us, or it is the next
                    break;
            }
        }

        return new OfferAnswer.Exhausted(offer.Id, "no code is left");
    }

    /// <summary>Whether there is one to take. Takes none and writes nothing.</summary>
    public async Task<OfferAnswer> LookAsync(Offer offer, string key, OfferValue value, CancellationToken cancel = default)
    {
        var home = KeyText.Shard(key, OfferKeys.Shards);
        var why = await Shard(offer, home).WhyEmptyAsync(value.Most ?? 0, cancel);
        return why is null || await NextAsync(offer, home, 0, value.Most ?? 0, cancel) is not null ? new OfferAnswer.Available(offer.Id) : new OfferAnswer.Exhausted(offer.Id, why);
    }

    /// <inheritdoc/>
    public async Task KeepAsync(string offer, OfferPlace place, CancellationToken cancel)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await FindAsync(offer, place, cancel) is not var (row, taken) || taken.IsKept)
                return;
            var kept = OfferRows.Write(taken with { IsKept = true }, OfferRows.Default.OfferTakenRow);
            if (await _table.BatchAsync(row.Partition, [new RowChange.Replace(row.Row, kept, row.ETag)], cancel) is BatchResult.Done)
                return;
        }

        throw new ContentionException($"A code of offer {offer} changed under each of {Tries} tries to keep it.");
    }

    /// <inheritdoc/>
    public async Task ReturnAsync(string offer, OfferPlace place, CancellationToken cancel) => await ReturnAsync(offer, place, _ => true, cancel);

    /// <summary>Gives back what was taken <see cref="LeftAlone"/> ago and longer and is in no person's row, as a crash leaves it.</summary>
    /// <returns>How many codes.</returns>
    public async Task<int> ReclaimAsync(string offer, CancellationToken cancel = default)
    {
        var reclaimed = 0;
        for (var shard = 0; shard < OfferKeys.Shards; shard++)
            reclaimed += (await ReclaimPartAsync(offer, shard, after: null, int.MaxValue, cancel)).Reclaimed;
        return reclaimed;
    }

    /// <summary>The same for some rows of a shard, at most so many.</summary>
    internal async Task<(int Read, int Reclaimed, string? After)> ReclaimPartAsync(string offer, int shard, string? after, int most, CancellationToken cancel)
    {
        var (read, reclaimed, before) = (0, 0, clock.GetUtcNow() - LeftAlone);
        var (from, to) = OfferKeys.AllOf("k");
        await foreach (var row in _table.ReadRangeAsync(OfferKeys.Partition(offer, shard), (after is null ? from : after + "~", to), cancel))
        {
            if (IsLeft(OfferRows.Read(row, OfferRows.Default.OfferTakenRow))
                && await ReturnAsync(offer, new(shard, row.Row[(row.Row.IndexOf('|', StringComparison.Ordinal) + 1)..]), IsLeft, cancel))
                reclaimed++;
            if (++read >= most)
                return (read, reclaimed, row.Row);
        }

        return (read, reclaimed, null);

        bool IsLeft(OfferTakenRow taken) => taken is { Code: not null, IsKept: false } && taken.At <= before;
    }

    private async Task<bool> ReturnAsync(string offer, OfferPlace place, Func<OfferTakenRow, bool> wanted, CancellationToken cancel)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await FindAsync(offer, place, cancel) is not var (row, taken) || !wanted(taken))
                return false;
            if (await _table.GetAsync(row.Partition, OfferKeys.Budget, cancel) is not { } budgetRow)
                return false;
            var budget = OfferRows.Read(budgetRow, OfferRows.Default.OfferBudgetRow);
            var less = OfferRows.Write(budget with { Count = budget.Count - 1, Amount = budget.Amount - taken.Amount }, OfferRows.Default.OfferBudgetRow);
            List<RowChange> batch = [new RowChange.Delete(row.Row, row.ETag), new RowChange.Replace(OfferKeys.Budget, less, budgetRow.ETag)];
            if (taken.IsFromPool)
            {
                var free = OfferRows.Write(new(taken.Code!, clock.GetUtcNow()), OfferRows.Default.OfferCodeRow);
                batch.AddRange([new RowChange.Upsert(OfferKeys.Free(taken.Code!), free), new RowChange.Upsert(OfferKeys.Code(taken.Code!), free)]);
            }

            if (await _table.BatchAsync(row.Partition, batch, cancel) is BatchResult.Done)
                return true;
        }

        throw new ContentionException($"A code of offer {offer} changed under each of {Tries} tries to return it.");
    }

    private async Task<(TableRow Row, OfferTakenRow Taken)?> FindAsync(string offer, OfferPlace place, CancellationToken cancel) =>
        await _table.GetAsync(OfferKeys.Partition(offer, place.Shard), OfferKeys.Taken(place.Key), cancel) is { } row
        && OfferRows.Read(row, OfferRows.Default.OfferTakenRow) is { Code: not null } taken ? (row, taken) : null;

    // The next shard, by its distance from home, that has something.
    private async Task<int?> NextAsync(Offer offer, int home, int after, decimal amount, CancellationToken cancel)
    {
        for (var i = after + 1; i < OfferKeys.Shards; i++)
        {
            if (await Shard(offer, (home + i) % OfferKeys.Shards).WhyEmptyAsync(amount, cancel) is null)
                return i;
        }

        return null;
    }

    private OfferShard Shard(Offer offer, int shard) => new(_table, new OfferBudgets(_table), codes, offer, shard);
}
