using WinBack.Core.Outcomes;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.Storage.Telemetry;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>Takes what providers report: facts about attempts, and suppressions where an address is dead or its owner wants no more. Repeats change nothing.</summary>
public sealed class FeedbackIntake(SmsReplies replies, OptOuts optOuts, ISuppressions suppressions, AttemptFacts attempts, AddressHasher hasher)
{
    /// <summary>Takes one report; everything that follows from it is durable when it returns.</summary>
    public async Task TakeAsync(Feedback feedback, ISequences sequences, CancellationToken cancel = default)
    {
        switch (feedback)
        {
            case Feedback.Reply reply:
                await replies.TakeAsync(new(reply.MessageId, reply.From, reply.Text, reply.At), sequences, cancel);
                break;
            case Feedback.Delivery delivery:
                await TakeAsync(delivery, sequences, cancel);
                break;
            case Feedback.Engagement engagement:
                await attempts.EngagedAsync(engagement, sequences, cancel);
                break;
            case Feedback.OfOthers:
                break;
            default:
                throw new InvalidOperationException($"A new kind of feedback, {feedback.GetType().Name}, must be taken here.");
        }
    }

    // The address comes before the fact: whatever breaks off between them, nothing more goes there.
    private async Task TakeAsync(Feedback.Delivery delivery, ISequences sequences, CancellationToken cancel)
    {
        using var span = Traces.Report(delivery.Fate.ToString(), delivery.Reference?.Text ?? "");
        var address = hasher.Of(delivery.Recipient);
        switch (delivery.Fate)
        {
            case DeliveryFate.DeadAddress:
                await suppressions.SuppressAsync(delivery.Channel, address, "bounce", delivery.At, cancel);
                break;
            case DeliveryFate.SaidStop:
                await optOuts.StopAsync(delivery.Channel, address, "stop", delivery.At, sequences, cancel);
                break;
            case DeliveryFate.Complained:
                await optOuts.StopAsync(delivery.Channel, address, "complaint", delivery.At, sequences, cancel);
                break;
        }

        if (delivery.Reference is not { } reference || await attempts.FindAsync(reference, cancel) is not { } sent)
            return;
        var kind = delivery.Fate switch
        {
            DeliveryFate.Delivered => FactKind.Delivered,
            DeliveryFate.Complained => FactKind.Complained,
            _ => FactKind.Undelivered,
        };
        await attempts.AppendAsync(sent, kind, delivery.At, delivery.Detail, cancel);
    }
}
