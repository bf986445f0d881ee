using Microsoft.DurableTask.Client;

namespace WinBack.Local.Durable;

/// <summary>An orchestration to start.</summary>
/// <param name="InstanceId">Null: one is made.</param>
/// <param name="Input">JSON, or null.</param>
internal sealed record StartRequest(string? InstanceId, string Name, string Version, string? Input)
{
    public DateTimeOffset? StartAt { get; init; }

    public string? Tags { get; init; }

    public ParentLink? Parent { get; init; }

    /// <summary>Statuses of an instance with this id that refuse the start. Null: only those that have not ended.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus>? Refusing { get; init; }
}
