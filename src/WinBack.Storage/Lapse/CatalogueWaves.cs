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
public sealed class CatalogueWaves(
    CatalogueStore catalogue, InterestIndex interests, IPeople people, EventIntake intake, StorageLayout layout, ILogger<CatalogueWaves> log)
{
    /// <summary>People of a page.</summary>
    public const int PageSize = 500;

    /// <summary>People that one scan of a shard looks at for one piece of news; the next goes on behind them.</summary>
    public const int PerScan = 20_000;

    // Somebody who can never be told must not keep the others from it.
    private const int TriesOfAPage = 5;

    private const int ReadsAtATime = 32;

    /// <summary>Goes on with the news of the items whose shards go with a shard of people. Costs a query for each when there is none.</summary>
    public async Task<int> ContinueAsync(int shard, CampaignSet campaigns, ISequences sequences, CancellationToken cancel)
    {
        var told = 0;
        for (var each = shard; each < CatalogueStore.Shards; each += layout.PeopleShards)
        {
            foreach (var wave in await catalogue.WavesAsync(each, cancel))
                told += await TryTellAsync(wave, campaigns, sequences, cancel);
        }

        return told;
    }

    // One piece of news that cannot be told must not keep others, or the scan, from going on.
    private async Task<int> TryTellAsync(ItemWave wave, CampaignSet campaigns, ISequences sequences, CancellationToken cancel)
    {
        try
        {
            return await TellAsync(wave, campaigns, sequences, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || (fault is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            log.NewsNotTold(fault, wave.Tries + 1, PageSize);
            return 0;
        }
    }

    private async Task<int> TellAsync(ItemWave wave, CampaignSet campaigns, ISequences sequences, CancellationToken cancel)
    {
        var told = 0;
        for (var looked = 0; looked < PerScan; looked += PageSize)
        {
            // A price that has gone up again, or the last piece sold: the rest is not told what is no longer so.
            if (await catalogue.FindAsync(wave.News.Item, cancel) is not { } item || !wave.News.StillHolds(item) || !ItemNews.IsWanted(wave.News, campaigns))
                break;
            var (users, after) = await interests.PageAsync(wave.News.Item, wave.After, PageSize, cancel);
            var events = await EventsAsync(wave.News, users, campaigns, cancel);
            if (await TryTakeAsync(events, sequences, cancel) is { } fault && wave.Tries + 1 < TriesOfAPage)
            {
                log.NewsNotTold(fault, wave.Tries + 1, users.Count);
                await catalogue.NoteAsync(wave with { Tries = wave.Tries + 1 }, cancel);
                return told;
            }

            told += events.Count;
            if (after is null)
                break;
            await catalogue.NoteAsync(wave = wave with { After = after, Tries = 0 }, cancel);
            if (looked + PageSize >= PerScan)
                return told;
        }

        await catalogue.EndAsync(wave, cancel);
        return told;
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

    private async Task<Exception?> TryTakeAsync(IReadOnlyList<PlacedEvent> events, ISequences sequences, CancellationToken cancel)
    {
        if (events.Count == 0)
            return null;
        try
        {
            return (await intake.TakeAsync(events, sequences, cancel)).Select(each => each.Fault).FirstOrDefault(fault => fault is not null);
        }
        catch (QueueUnavailableException away)
        {
            return away;
        }
    }
}
