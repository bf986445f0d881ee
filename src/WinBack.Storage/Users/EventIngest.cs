using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>Applies well-formed events to their users: several of one user in one write, users beside each other.</summary>
public sealed class EventIngest(IPeople people, IReactions reactions, WithdrawnConsents withdrawn)
{
    // With the user row, effects and ledger of each, far below the 100 rows of one batch.
    private const int PerWrite = 25;

    // Enough to share one commit among many users; more would only queue.
    private const int UsersAtATime = 256;

    /// <summary>Applies a batch. Durable when it returns; every item has a result.</summary>
    /// <param name="items">Well-formed items, in the order they came.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">What was applied stays; the source may send the rest again.</param>
    public async Task<IReadOnlyList<ItemResult>> ApplyAsync(IReadOnlyList<PlacedEvent> items, ISequences sequences, CancellationToken cancel)
    {
        var results = await ApplyToUsersAsync(items, sequences, cancel);
        // Repeats as well: the first time may have broken off before the others heard of it.
        var heard = items.Where((_, i) => results[i].Status != ItemStatus.Refused).Select(item => item.Event);
        if (await withdrawn.FollowingAsync(heard, cancel) is { Count: > 0 } following)
            await ApplyToUsersAsync([.. following.Select((each, i) => new PlacedEvent(i, each))], sequences, cancel);
        return results;
    }

    private async Task<IReadOnlyList<ItemResult>> ApplyToUsersAsync(IReadOnlyList<PlacedEvent> items, ISequences sequences, CancellationToken cancel)
    {
        var current = await reactions.CurrentAsync(cancel);
        var results = new ItemResult[items.Count];
        var byUser = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!byUser.TryGetValue(items[i].Event.UserId, out var places))
                byUser.Add(items[i].Event.UserId, places = []);
            places.Add(i);
        }

        using var slots = new SemaphoreSlim(UsersAtATime);
        var running = new List<Task>(byUser.Count);
        foreach (var (user, places) in byUser)
        {
            await slots.WaitAsync(cancel);
            running.Add(ApplyUserAsync(user, places));
        }

        await Task.WhenAll(running);
        return results;

        async Task ApplyUserAsync(string user, List<int> places)
        {
            try
            {
                foreach (var chunk in places.Chunk(PerWrite))
                    await ApplyChunkAsync(user, chunk, items, results, current, sequences, cancel);
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private async Task ApplyChunkAsync(
        string user, int[] places, IReadOnlyList<PlacedEvent> items, ItemResult[] results, IReadOnlyList<IUserReaction> current, ISequences sequences, CancellationToken cancel)
    {
        try
        {
            await people.ChangeAsync(user, Decide, sequences, cancel);
        }
        catch (PersonTooLargeException) when (places.Length > 1)
        {
            // One by one: the others of this user are kept.
            foreach (var place in places)
                await ApplyChunkAsync(user, [place], items, results, current, sequences, cancel);
        }
        catch (PersonTooLargeException tooLarge)
        {
            results[places[0]] = Refused(items[places[0]], new("userId", tooLarge.Message, "Fewer or shorter attributes."));
        }

        bool Decide(PersonChange change)
        {
            foreach (var place in places)
                results[place] = Apply(change, items[place], current);
            return true;
        }
    }

    private static ItemResult Apply(PersonChange change, PlacedEvent item, IReadOnlyList<IUserReaction> current)
    {
        if (change.Knows(item.Event.Id))
            return new(item.Position, item.Event.Id, ItemStatus.Duplicate, null);
        var before = change.User;
        if (EventApplication.Apply(change, item.Event) is { } exceeded)
            return Refused(item, exceeded);
        foreach (var reaction in current)
            reaction.React(change, before, item.Event);
        return new(item.Position, item.Event.Id, ItemStatus.Applied, null);
    }

    private static ItemResult Refused(PlacedEvent item, LimitExceeded exceeded) =>
        new(item.Position, item.Event.Id, ItemStatus.Refused, new(item.Position, item.Event.Id, exceeded.Field, exceeded.Reason, exceeded.Allowed));
}
