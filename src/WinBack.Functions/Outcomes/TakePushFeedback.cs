using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Functions.Sequences;
using WinBack.Storage.Outcomes;

namespace WinBack.Functions.Outcomes;

/// <summary>
/// Takes what the push provider has learnt of handles since the last run, where <c>NotificationHubs:Feedback</c> says that it tells. Once an hour;
/// a missed or doubled run does no harm: it goes on where the last one ended.
/// </summary>
public sealed class TakePushFeedback(PushFeedback feedback)
{
    /// <summary>Takes what is new.</summary>
    [Function(nameof(TakePushFeedback))]
    public Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        feedback.RunAsync(new DurableSequences(client), cancel);
}
