namespace WinBack.Local.Durable;

/// <summary>An activity to run for one execution of an instance; its result goes back under the number of the action.</summary>
internal sealed record ActivityCall(Instance Instance, int Execution, int Task, string Name, string? Input);
