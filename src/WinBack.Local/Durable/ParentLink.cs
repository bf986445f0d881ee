namespace WinBack.Local.Durable;

/// <summary>Who waits for a sub-orchestration's result, and under which number of which execution.</summary>
internal sealed record ParentLink(string InstanceId, string Name, int Execution, int Task);
