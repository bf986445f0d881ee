using Microsoft.Extensions.Logging;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Storage.Users;

namespace WinBack.Storage.Lapse;

/// <summary>
/// Tells news of items to those who looked at them: page by page, each page noted once it is told, so that a crash repeats one page at most. What is
/// repeated is the same event of the same person and changes nothing. Runs may overlap.
/// </summary>
/// <remarks>The events are applied at once, whatever way those of customers take: nobody waits for it here, and they hold up nothing in a queue.</remarks>
public sealed class CatalogueWaves(CatalogueStore catalogue, InterestIndex interests, IPeople people, EventIngest ingest, ILogger<CatalogueWaves> log)
{
    /// <summary>People of a page.</summary>
    public const int PageSize = 500;

    /// <summary>People that one piece of news looks at before the next has its turn.</summary>
    public const int PerTurn = 5_000;

    // More failures in one page are an outage and no fault of these people.
    private const int FailuresOfAPage = 20;

    // Somebody who can never be told must not keep the others from it.
    private const int TriesOfAPage = 5;

    private const int WavesOfAPage = 50;

    private const int ReadsAtATime = 32;

    /// <summary>
    /// Goes on with what is still to be told, within a budget for one scan. News has its turn in a ring, and the next scan begins where this one ends, so
    /// none starves. Costs a query for each shard of the catalogue, and one operation, when there is none.
    /// </summary>
    /// <returns>How many events were applied.</returns>
    public async Task<int> ContinueAsync(CampaignSet campaigns, ISequences sequences, NewsBudget budget, CancellationToken cancel)
    {
        var told = 0;
        var began = await catalogue.PlaceAsync(cancel);
        var place = began;
        do
        {
            budget.HasMore = false;
            var shards = CatalogueStore.Shards + (place.After is null ? 0 : 1);    // the one it begins amid is gone through twice
            for (var i = 0; i < shards && !budget.IsSpent; i++)
            {
                (var some, place) = await TellShardAsync(place, budget, campaigns, sequences, cancel);
                told += some;
            }
        }
        while (budget.HasMore && !budget.IsSpent);
        if (place != began)
            await catalogue.NoteAsync(place, cancel);
        return told;
    }

    private async Task<(int Told, WavePlace Place)> TellShardAsync(WavePlace place, NewsBudget budget, CampaignSet campaigns, ISequences sequences, CancellationToken cancel)
    {
        var told = 0;
        do
        {
            var (waves, next) = await catalogue.WavesAsync(place.Shard, place.After, WavesOfAPage, cancel);
            foreach (var (key, wave) in waves)
            {
                if (budget.IsSpent)
                    return (told, place);
                budget.Waves--;
                told += await TryTellAsync(wave, budget, campaigns, sequences, cancel);
                place = place with { After = key };
            }

            place = place with { After = next };
        }
        while (place.After is not null);
        return (told, new((place.Shard + 1) % CatalogueStore.Shards, After: null));
    }

    // One piece of news that cannot be told must not keep others, or the scan, from going on.
    private async Task<int> TryTellAsync(ItemWave wave, NewsBudget budget, CampaignSet campaigns, ISequences sequences, CancellationToken cancel)
    {
        try
        {
            return await TellAsync(wave, budget, campaigns, sequences, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || (fault is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            log.NewsNotTold(fault, wave.Tries + 1, PageSize);
            return 0;
        }
    }

    private async Task<int> TellAsync(ItemWave wave, NewsBudget budget, CampaignSet campaigns, ISequences sequences, CancellationToken cancel)
    {
        var told = 0;
        for (var looked = 0; looked < PerTurn && budget.People > 0; looked += PageSize)
        {
            // A price that has gone up again, or the last piece sold: the rest is not told what is no longer so.
            if (await catalogue.FindAsync(wave.News.Item, cancel) is not { } item || !wave.News.StillHolds(item) || !ItemNews.IsWanted(wave.News.ToldOf(item), campaigns))
            {
                await catalogue.EndAsync(wave, cancel);
                return told;
            }

            var (users, after) = await interests.PageAsync(wave.News.Item, wave.After, PageSize, cancel);
            budget.People -= users.Count;
            var events = await EventsAsync(wave.News.ToldOf(item), users, campaigns, cancel);
            var results = events.Count == 0 ? [] : await ingest.TryApplyAsync(events, sequences, cancel);
            told += results.Count(each => each.Status is ItemStatus.Applied or ItemStatus.Queued);
            if (await IsToBeTriedAgainAsync(wave, results, cancel))
                return told;
            if (after is null)
            {
                await catalogue.EndAsync(wave, cancel);
                return told;
            }

            await catalogue.NoteAsync(wave = wave with { After = after, Tries = 0 }, cancel);
        }

        budget.HasMore = true;
        return told;
    }

    // A try counts against single people, so that they are given up one day; an outage does not.
    private async Task<bool> IsToBeTriedAgainAsync(ItemWave wave, IReadOnlyList<ItemResult> results, CancellationToken cancel)
    {
        var faults = results.Select(each => each.Fault).OfType<Exception>().ToList();
        if (faults.Count == 0)
            return false;
        var isOutage = faults.Count > FailuresOfAPage || faults.Exists(fault => fault is QueueUnavailableException);
        if (!isOutage && wave.Tries + 1 >= TriesOfAPage)
        {
            log.NewsGivenUp(faults[0], faults.Count, TriesOfAPage);
            return false;
        }

        log.NewsNotTold(faults[0], wave.Tries + 1, faults.Count);
        if (!isOutage)
            await catalogue.NoteAsync(wave with { Tries = wave.Tries + 1 }, cancel);
        return true;
    }

    private async Task<IReadOnlyList<PlacedEvent>> EventsAsync(ItemChange news, IReadOnlyList<string> users, CampaignSet campaigns, CancellationToken cancel)
    {
        var events = new List<IncomingEvent>(users.Count);
        foreach (var some in users.Chunk(ReadsAtATime))
        {
            var read = await Task.WhenAll(some.Select(id => people.FindAsync(id, cancel).AsTask()));
            events.AddRange(read.Select(user => user is null ? null : ItemNews.For(news, user, campaigns)).OfType<IncomingEvent>());
        }

        return [.. events.Select((each, i) => new PlacedEvent(i, each))];
    }
}
