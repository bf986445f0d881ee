using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>Takes a code out of one shard of an offer: the code, the budget and who has it change in one batch, or not at all.</summary>
internal sealed class OfferShard(ITable table, OfferBudgets budgets, OfferCodes codes, Offer offer, int shard)
{
    // Each try is a few reads and one batch; of writers at once one wins each round.
    private const int Tries = 20;

    // Whoever asks again shows that the code is not forgotten; not more often than this is worth a write.
    private static readonly TimeSpan AskedAgain = TimeSpan.FromHours(1);

    private readonly string _partition = OfferKeys.Partition(offer.Id, shard);

    /// <summary>Takes a code, or finds the one that was taken before.</summary>
    public async Task<ShardAnswer> TakeAsync(string key, decimal amount, DateTimeOffset now, CancellationToken cancel)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await table.GetAsync(_partition, OfferKeys.Taken(key), cancel) is { } row)
            {
                if (await FoundAsync(row, key, now, cancel) is { } found)
                    return found;
                continue;
            }

            // The code first: a shard without any must not be dealt a part of the budget that lies idle there.
            if (await CodeAsync(key, now, i, cancel) is not var (code, changes))
                return new ShardAnswer.Empty("no code is left");
            var (budget, etag, why) = await budgets.RoomAsync(offer, shard, amount, cancel);
            if (why is not null)
                return new ShardAnswer.Empty(why);
            var taken = new OfferTakenRow { Code = code, IsFromPool = offer.Pattern is null, Amount = amount, At = now };
            var counted = OfferRows.Write(budget with { Count = budget.Count + 1, Amount = budget.Amount + amount }, OfferRows.Default.OfferBudgetRow);
            RowChange[] batch =
            [
                new RowChange.Insert(OfferKeys.Taken(key), OfferRows.Write(taken, OfferRows.Default.OfferTakenRow)),
                etag is null ? new RowChange.Insert(OfferKeys.Budget, counted) : new RowChange.Replace(OfferKeys.Budget, counted, etag),
                .. changes,
            ];
            if (await table.BatchAsync(_partition, batch, cancel) is BatchResult.Done)
                return new ShardAnswer.Taken(code);
        }

        throw new ContentionException($"Shard {shard} of offer {offer.Id} changed under each of {Tries} tries to take a code.");
    }

    /// <summary>Why nothing could be taken here now; null when something could. Writes nothing.</summary>
    public async Task<string?> WhyEmptyAsync(decimal amount, CancellationToken cancel)
    {
        if (offer.Pattern is null && await FirstFreeAsync("", cancel) is null)
            return "no code is left";
        return await budgets.WhyNoneAsync(offer, shard, amount, cancel);
    }

    /// <summary>Sends an enrolment on to the next shard for ever, so that no run of it takes a second code here.</summary>
    /// <returns>False when one was taken here meanwhile.</returns>
    public async Task<bool> SendOnAsync(string key, DateTimeOffset now, CancellationToken cancel)
    {
        var row = OfferRows.Write(new() { At = now }, OfferRows.Default.OfferTakenRow);
        return await table.BatchAsync(_partition, [new RowChange.Insert(OfferKeys.Taken(key), row)], cancel) is BatchResult.Done
            || await table.GetAsync(_partition, OfferKeys.Taken(key), cancel) is { } held && OfferRows.Read(held, OfferRows.Default.OfferTakenRow).Code is null;
    }

    private async Task<ShardAnswer?> FoundAsync(TableRow row, string key, DateTimeOffset now, CancellationToken cancel)
    {
        var taken = OfferRows.Read(row, OfferRows.Default.OfferTakenRow);
        if (taken.Code is not { } code)
            return new ShardAnswer.SentOn();
        if (taken.IsKept || now - taken.At < AskedAgain)
            return new ShardAnswer.Taken(code);
        var again = OfferRows.Write(taken with { At = now }, OfferRows.Default.OfferTakenRow);
        return await table.BatchAsync(_partition, [new RowChange.Replace(OfferKeys.Taken(key), again, row.ETag)], cancel) is BatchResult.Done ? new ShardAnswer.Taken(code) : null;
    }

    private async Task<(string Code, RowChange[] Changes)?> CodeAsync(string key, DateTimeOffset now, int turn, CancellationToken cancel)
    {
        if (offer.Pattern is { } pattern)
        {
            // Of the shard it is taken in, so that one made twice meets itself there.
            var code = Made(pattern, key, turn);
            return (code, [new RowChange.Insert(OfferKeys.Code(code), OfferRows.Write(new(code, now, key), OfferRows.Default.OfferCodeRow))]);
        }

        if ((await FirstFreeAsync(OfferKeys.FreeFrom(key), cancel) ?? await FirstFreeAsync("", cancel)) is not { } free)
            return null;
        var held = OfferRows.Read(free, OfferRows.Default.OfferCodeRow);
        return (held.Code,
        [
            new RowChange.Delete(free.Row, free.ETag),
            new RowChange.Upsert(OfferKeys.Code(held.Code), OfferRows.Write(held with { At = now, Key = key }, OfferRows.Default.OfferCodeRow)),
        ]);
    }

    private string Made(string pattern, string key, int turn)
    {
        for (var i = 0; ; i++)
        {
            var code = codes.Make(pattern, key, (turn << 16) + i);
            if (OfferKeys.ShardOf(code) == shard)
                return code;
        }
    }

    private async Task<TableRow?> FirstFreeAsync(string from, CancellationToken cancel)
    {
        var (first, end) = OfferKeys.AllOf("f");
        string? continuation = null;
        do
        {
            var page = await table.QueryAsync(_partition, from.Length > 0 ? from : first, end, 1, continuation, cancel);
            if (page.Rows.Count > 0)
                return page.Rows[0];
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return null;
    }
}

/// <summary>What a shard answers.</summary>
internal abstract record ShardAnswer
{
    private ShardAnswer() { }

    public sealed record Taken(string Code) : ShardAnswer;

    public sealed record SentOn : ShardAnswer;

    public sealed record Empty(string Why) : ShardAnswer;
}
