namespace WinBack.Local.Durable;

/// <summary>What an orchestration's code can learn about itself; fixed for one execution.</summary>
/// <param name="Execution">0 at first, then one more with each ContinueAsNew.</param>
/// <param name="Input">JSON, or null.</param>
/// <param name="Parent">The orchestration that started this one, if any.</param>
internal sealed record OrchestrationIdentity(
    string InstanceId, string Name, string Version, int Execution, string? Input, (string Name, string InstanceId)? Parent);
