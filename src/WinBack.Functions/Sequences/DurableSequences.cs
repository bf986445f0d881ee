using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Functions.Sequences;

/// <summary>The durable sequences behind the client that the host binds to a function.</summary>
public sealed class DurableSequences(DurableTaskClient client) : ISequences
{
    // An id is used once and for ever: whatever became of the instance, it is not started a second time.
    private static readonly OrchestrationRuntimeStatus[] Started =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
    ];

    // A terminated instance ends once its message is read. One that takes longer is left to the next try.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public async Task StartAsync(SequenceStart start, CancellationToken cancel)
    {
        var options = new StartOrchestrationOptions(start.InstanceId).WithDedupeStatuses(Started);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(SequenceOrchestrator), start, options, cancel);
        }
        catch (Exception refusal) when (refusal is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Back ends report a duplicate by exceptions of their own; that it is there is what counts.
            if (await client.GetInstanceAsync(start.InstanceId, getInputsAndOutputs: false, cancel) is null)
                throw;
        }
    }

    /// <inheritdoc/>
    public async Task WakeAsync(string instanceId, Signal signal, CancellationToken cancel)
    {
        try
        {
            await client.RaiseEventAsync(instanceId, SignalNames.Of(signal), eventPayload: null, cancel);
        }
        catch (Exception refusal) when (refusal is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            if (await client.GetInstanceAsync(instanceId, getInputsAndOutputs: false, cancel) is { IsCompleted: false })
                throw;
        }
    }

    /// <inheritdoc/>
    public async Task EraseAsync(string instanceId, CancellationToken cancel)
    {
        if (await client.GetInstanceAsync(instanceId, getInputsAndOutputs: false, cancel) is not { } instance)
            return;
        if (!instance.IsCompleted)
        {
            await client.TerminateInstanceAsync(instanceId, options: null, cancel);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(EndsWithin);
            await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: false, patience.Token);
        }

        await client.PurgeInstanceAsync(instanceId, options: null, cancel);
    }
}
