using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>
/// Settles each message by what became of it: completed when all of it is applied, set aside with a reason when it can never be, else given back
/// to come again. A message that cannot be settled, its lock lost or the broker away, comes again too.
/// </summary>
internal sealed class QueueSettlement(ServiceBusMessageActions actions, ILogger log)
{
    // What fails by contention mostly passes at once. Later the message is left to its lock, which spaces the tries: an outage of minutes must not
    // use up all deliveries and set a whole queue aside.
    private const int DeliveriesGivenBackAtOnce = 2;

    public async Task SettleAsync(IReadOnlyList<MessageOutcome> outcomes, CancellationToken cancel)
    {
        foreach (var outcome in outcomes)
        {
            try
            {
                await SettleAsync(outcome, cancel);
            }
            catch (Exception unsettled) when (unsettled is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                log.NotSettled(unsettled);
            }
        }

        var failed = outcomes.Sum(each => each.Count(ItemStatus.Failed));
        if (failed > 0)
            log.NotApplied(outcomes.SelectMany(each => each.Results).First(result => result.Fault is not null).Fault, failed, outcomes.Sum(each => each.Results.Count));
        log.QueueApplied(
            outcomes.Count, outcomes.Sum(each => each.Count(ItemStatus.Applied)), outcomes.Sum(each => each.Count(ItemStatus.Duplicate)),
            outcomes.Sum(each => each.Refused.Count()), failed);
    }

    private async Task SettleAsync(MessageOutcome outcome, CancellationToken cancel)
    {
        if (outcome.Poison is { } poison)
            await SetAsideAsync(outcome, "unreadable", poison, cancel);
        else if (outcome.Count(ItemStatus.Failed) > 0)
            await GiveBackAsync(outcome, cancel);
        else if (outcome.Refused.Any())
            await SetAsideAsync(outcome, "refused", outcome.Describe(), cancel);
        else
            await actions.CompleteMessageAsync(outcome.Message, cancel);
    }

    private Task GiveBackAsync(MessageOutcome outcome, CancellationToken cancel) =>
        outcome.Message.DeliveryCount <= DeliveriesGivenBackAtOnce ? actions.AbandonMessageAsync(outcome.Message, null, cancel) : Task.CompletedTask;

    // The whole message: what of it was applied is a duplicate if it is replayed.
    private async Task SetAsideAsync(MessageOutcome outcome, string reason, string description, CancellationToken cancel)
    {
        await actions.DeadLetterMessageAsync(outcome.Message, null, reason, description, cancel);
        log.DeadLettered(outcome.Message.DeliveryCount, reason);
    }
}
