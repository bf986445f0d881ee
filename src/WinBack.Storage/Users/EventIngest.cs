using System.Runtime.ExceptionServices;
using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Telemetry;

namespace WinBack.Storage.Users;

/// <summary>Applies well-formed events to their users: several of one user in one write, users beside each other.</summary>
public sealed class EventIngest(IPeople people, IReactions reactions, WithdrawnConsents withdrawn, IUserMerge merge, MoneyOptions? money = null)
{
    private readonly MoneyOptions _money = money ?? new();

    // With the user row, effects and ledger of each, far below the 100 rows of one batch.
    private const int PerWrite = 25;

    // Enough to share one commit among many users; more would only queue.
    private const int UsersAtATime = 256;

    /// <summary>Applies a batch. Durable when it returns; every item has a result.</summary>
    /// <param name="items">Well-formed items, in the order they came.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">What was applied stays; the source may send the rest again.</param>
    /// <exception cref="ContentionException">Other writers were faster every time for one of the users; the others were applied.</exception>
    public async Task<IReadOnlyList<ItemResult>> ApplyAsync(IReadOnlyList<PlacedEvent> items, ISequences sequences, CancellationToken cancel)
    {
        var results = await TryApplyAsync(items, sequences, cancel);
        foreach (var result in results)
        {
            if (result.Fault is { } fault)
                ExceptionDispatchInfo.Throw(fault);
        }

        return results;
    }

    /// <summary>As the other, but a fault of one user is the result of that user's items, <see cref="ItemStatus.Failed"/>, and not of the batch.</summary>
    public async Task<IReadOnlyList<ItemResult>> TryApplyAsync(IReadOnlyList<PlacedEvent> items, ISequences sequences, CancellationToken cancel)
    {
        using var span = Traces.ApplyEvents(items.Count);
        var results = await ApplyToUsersAsync(items, sequences, cancel);
        foreach (var byStatus in results.CountBy(result => result.Status))
            Measures.Events(byStatus.Key.ToString().ToLowerInvariant(), byStatus.Value);
        if (await CarryOnAsync(items, results, sequences, cancel) is not { } fault)
            return results;
        // Whoever withdrew has to say so again: not everybody behind the address has heard of it.
        for (var i = 0; i < results.Length; i++)
        {
            if (items[i].Event.WithdrawsConsent)
                results[i] = Failed(items[i], fault);
        }

        return results;
    }

    /// <summary>Carries what was withdrawn to the others with the same address.</summary>
    /// <returns>What kept one of them from hearing of it, or null.</returns>
    private async Task<Exception?> CarryOnAsync(IReadOnlyList<PlacedEvent> items, ItemResult[] results, ISequences sequences, CancellationToken cancel)
    {
        try
        {
            // Repeats as well: the first time may have broken off before the others heard of it.
            var heard = items.Where((_, i) => results[i].Status is ItemStatus.Applied or ItemStatus.Duplicate).Select(item => item.Event);
            if (await withdrawn.FollowingAsync(heard, cancel) is not { Count: > 0 } following)
                return null;
            var others = await ApplyToUsersAsync([.. following.Select((each, i) => new PlacedEvent(i, each))], sequences, cancel);
            return others.FirstOrDefault(each => each.Fault is not null).Fault;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || (fault is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return fault;
        }
    }

    private async Task<ItemResult[]> ApplyToUsersAsync(IReadOnlyList<PlacedEvent> items, ISequences sequences, CancellationToken cancel)
    {
        IReadOnlyList<IUserReaction> current;
        try
        {
            current = await reactions.CurrentAsync(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || (fault is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return [.. items.Select(item => Failed(item, fault))];
        }

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
        try
        {
            foreach (var (user, places) in byUser)
            {
                await slots.WaitAsync(cancel);
                running.Add(ApplyUserAsync(user, places));
            }
        }
        finally
        {
            await Task.WhenAll(running);    // none goes on when this has returned
        }

        return results;

        async Task ApplyUserAsync(string user, List<int> places)
        {
            try
            {
                foreach (var place in places.Where(place => items[place].Event.MergeFrom is not null))
                    await merge.MergeAsync(items[place].Event.MergeFrom!, user, items[place].Event.At, sequences, cancel);
                foreach (var chunk in places.Chunk(PerWrite))
                    await ApplyChunkAsync(user, isCopy: false, chunk, items, results, current, sequences, cancel);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || (fault is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                // Chunks before the one that failed may be written; sent again they are duplicates.
                foreach (var place in places)
                    results[place] = Failed(items[place], fault);
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private async Task ApplyChunkAsync(
        string user, bool isCopy, int[] places, IReadOnlyList<PlacedEvent> items, ItemResult[] results, IReadOnlyList<IUserReaction> current, ISequences sequences, CancellationToken cancel)
    {
        try
        {
            if (await people.ChangeAsync(user, Decide, sequences, cancel) is { } other)
            {
                var survivor = await people.FindSurvivorAsync(other, cancel);
                await ApplyChunkAsync(survivor?.Id ?? other, isCopy: true, places, items, results, current, sequences, cancel);
            }
        }
        catch (PersonTooLargeException) when (places.Length > 1)
        {
            // One by one: the others of this user are kept.
            foreach (var place in places)
                await ApplyChunkAsync(user, isCopy, [place], items, results, current, sequences, cancel);
        }
        catch (PersonTooLargeException tooLarge)
        {
            results[places[0]] = Refused(items[places[0]], new("userId", tooLarge.Message, "Fewer or shorter attributes."));
        }

        // Gives the user that this one was merged into: what comes for the old id is theirs.
        string? Decide(PersonChange change)
        {
            if (change.User.MergedInto is { } other && !change.IsErased)
                return other;
            foreach (var place in places)
                results[place] = change.IsErased ? Dropped(items[place]) : Apply(change, isCopy ? items[place] with { Event = items[place].Event with { IsCopy = true } } : items[place], current);
            return null;
        }
    }

    private ItemResult Apply(PersonChange change, PlacedEvent item, IReadOnlyList<IUserReaction> current)
    {
        if (change.Knows(item.Event.Id))
            return new(item.Position, item.Event.Id, ItemStatus.Duplicate, null);
        if (ItemResult.Uncounted(item, _money) is { } refused)
            return refused;
        var (before, given) = (change.User, Counted(item.Event));
        if (EventApplication.Apply(change, given) is { } exceeded)
            return Refused(item, exceeded);
        foreach (var reaction in current)
            reaction.React(change, before, given);
        return new(item.Position, item.Event.Id, ItemStatus.Applied, null);
    }

    private IncomingEvent Counted(IncomingEvent given) =>
        given is { Value: { } value, Converted: null } && given.Currency is { } currency && currency != _money.Currency ? given with { Converted = _money.Convert(value, currency) } : given;

    private static ItemResult Failed(PlacedEvent item, Exception fault) => new(item.Position, item.Event.Id, ItemStatus.Failed, Refusal: null) { Fault = fault };

    private static ItemResult Dropped(PlacedEvent item) => new(item.Position, item.Event.Id, ItemStatus.Dropped, Refusal: null);

    private static ItemResult Refused(PlacedEvent item, LimitExceeded exceeded) =>
        new(item.Position, item.Event.Id, ItemStatus.Refused, new(item.Position, item.Event.Id, exceeded.Field, exceeded.Reason, exceeded.Allowed));
}
