using WinBack.Core.Events;

namespace WinBack.Storage.Users;

/// <summary>Takes in posted events: at once, or by way of a queue, as <see cref="IngestOptions.Mode"/> says.</summary>
/// <param name="ingest">Applies.</param>
/// <param name="options">The mode.</param>
/// <param name="queue">Needed only for <see cref="IngestMode.ServiceBus"/>.</param>
/// <param name="money">Which currencies can be counted; null for what is unless said.</param>
public sealed class EventIntake(EventIngest ingest, IngestOptions options, IEventQueue? queue = null, MoneyOptions? money = null)
{
    /// <summary>Takes the well-formed items of a request. When it returns, what it calls applied or queued survives a crash.</summary>
    /// <param name="items">In the order they came.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">What was taken stays; the source may send everything again.</param>
    /// <returns>A result for every item, in no order.</returns>
    /// <exception cref="QueueUnavailableException">Not everything is in the queue; the source may send everything again.</exception>
    public async Task<IReadOnlyList<ItemResult>> TakeAsync(IReadOnlyList<PlacedEvent> items, ISequences sequences, CancellationToken cancel)
    {
        if (options.Mode == IngestMode.Direct)
            return await ingest.TryApplyAsync(items, sequences, cancel);
        var refused = items.Select(item => ItemResult.Uncounted(item, money ?? new())).OfType<ItemResult>().ToDictionary(result => result.Position);
        var plan = QueuePlan.Of(refused.Count == 0 ? items : [.. items.Where(item => !refused.ContainsKey(item.Position))]);

        // A stop is never queued, and comes before anything that could fail.
        var applied = plan.AtOnce.Count == 0 ? [] : await ingest.TryApplyAsync(plan.AtOnce, sequences, cancel);
        if (plan.Messages.Count > 0)
            await queue!.EnqueueAsync(plan.Messages, cancel);
        return [.. refused.Values, .. applied, .. plan.Queued.Select(item => new ItemResult(item.Position, item.Event.Id, ItemStatus.Queued, Refusal: null))];
    }
}
