using Microsoft.DurableTask.Client;

namespace WinBack.Local.Durable;

/// <summary>Something was asked of an instance that only one that has ended can do.</summary>
internal sealed class InstanceRunningException(string instanceId, OrchestrationRuntimeStatus status)
    : InvalidOperationException($"Orchestration '{instanceId}' is {status}; it must have ended first.");
