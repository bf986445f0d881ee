using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WinBack.Azure.Outcomes;
using WinBack.Functions.Sequences;
using WinBack.Storage.Outcomes;

namespace WinBack.Functions.Outcomes;

/// <summary>
/// Takes what Communication Services reports by way of Event Grid and the queue of feedback: deliveries, bounces, openings, and what people answer
/// to a text message. What is unknown or malformed is set aside with its reason; a report that comes twice changes nothing.
/// </summary>
public sealed class ReceiveFeedback(FeedbackIntake intake, ILogger<ReceiveFeedback> log)
{
    /// <summary>Takes one delivery of messages, each settled by itself.</summary>
    [Function(nameof(ReceiveFeedback))]
    public async Task RunAsync(
        [ServiceBusTrigger("%Ingest:FeedbackQueue%", Connection = "ServiceBus", IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        foreach (var message in messages)
        {
            try
            {
                await SettleAsync(message, actions, new(client), cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // Left to its lock, which spaces the tries; the broker sets it aside after the last.
                log.FeedbackNotTaken(failure, message.DeliveryCount);
            }
        }
    }

    private async Task SettleAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, DurableSequences sequences, CancellationToken cancel)
    {
        try
        {
            var feedback = AcsReport.Read(message.Body.ToMemory());
            await intake.TakeAsync(feedback, sequences, cancel);
        }
        catch (AcsReportException bad)
        {
            log.FeedbackSetAside(bad.Message);
            await actions.DeadLetterMessageAsync(message, null, "not understood", bad.Message, cancel);
            return;
        }

        await actions.CompleteMessageAsync(message, cancel);
    }
}
