using Microsoft.DurableTask.Client;

namespace WinBack.Local.Durable;

/// <summary>A start was refused because the id is taken by an instance in a status that forbids reuse.</summary>
internal sealed class InstanceExistsException(string instanceId, OrchestrationRuntimeStatus status)
    : InvalidOperationException($"Orchestration '{instanceId}' exists and is {status}.")
{
    public string InstanceId { get; } = instanceId;

    public OrchestrationRuntimeStatus Status { get; } = status;
}
