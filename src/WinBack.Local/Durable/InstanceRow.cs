using Microsoft.DurableTask.Client;

namespace WinBack.Local.Durable;

/// <summary>An orchestration as stored. Times are UTC; texts are JSON unless their name says otherwise.</summary>
internal sealed record InstanceRow(
    long Number,
    string Id,
    string Name,
    string Version,
    ParentLink? Parent,
    int Execution,
    OrchestrationRuntimeStatus Status,
    DateTimeOffset Created,
    DateTimeOffset? StartAt,
    DateTimeOffset Updated)
{
    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? Failure { get; init; }

    public string? CustomStatus { get; init; }

    public string? Tags { get; init; }

    public OrchestrationIdentity Identity =>
        new(Id, Name, Version, Execution, Input, Parent is { } parent ? (parent.Name, parent.InstanceId) : null);

    public bool IsOpen => Status
        is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Suspended;
}
