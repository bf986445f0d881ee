using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Core.Sequences;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sequences;

/// <summary>Tries the next touch of a sequence: claim and hand-over. Never retried by the host: a second run sends nothing twice, but is for the plan to ask for.</summary>
public sealed class ContactTouch(TouchSender sender)
{
    /// <summary>The state after the try.</summary>
    [Function(nameof(ContactTouch))]
    public Task<SequenceState> RunAsync([ActivityTrigger] SequenceState state, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        sender.ContactAsync(state, new DurableSequences(client), cancel);
}
