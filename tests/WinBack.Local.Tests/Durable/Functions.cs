using System.Text.Json;
using Microsoft.DurableTask;
using WinBack.Local.Durable;

namespace WinBack.Local.Tests.Durable;

/// <summary>Functions given as delegates, in place of the host's discovery by attribute.</summary>
internal sealed class Functions : IActivityInvoker, IOrchestratorInvoker
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = [];
    private readonly Dictionary<string, Func<string, string?, CancellationToken, Task<object?>>> _activities = [];

    private Func<TaskOrchestrationContext, Task<string?>>? _direct;

    /// <summary>Every activity run, as "name(input)"; survives engines, as a provider would.</summary>
    public List<string> Runs { get; } = [];

    public Functions Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> code)
    {
        _orchestrators[name] = code;
        return this;
    }

    /// <summary>Every orchestrator is this code, with no frame of ours around it.</summary>
    public Functions Direct(Func<TaskOrchestrationContext, Task<string?>> code)
    {
        _direct = code;
        return this;
    }

    public Functions Activity(string name, Func<string?, object?> code) =>
        Activity(name, (_, input, _) => Task.FromResult(code(input)));

    public Functions Activity(string name, Func<string, string?, CancellationToken, Task<object?>> code)
    {
        _activities[name] = code;
        return this;
    }

    public async Task<string?> InvokeAsync(string name, string instanceId, string? input, CancellationToken cancel)
    {
        lock (Runs)
            Runs.Add($"{name}({input})");
        return Json(await _activities[name](instanceId, input, cancel));
    }

    public Task<string?> RunAsync(string name, TaskOrchestrationContext context) =>
        _direct is null ? CallAsync(name, context) : _direct(context);

    private async Task<string?> CallAsync(string name, TaskOrchestrationContext context) => Json(await _orchestrators[name](context));

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value);
}
