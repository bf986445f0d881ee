using Microsoft.DurableTask;

namespace WinBack.Local.Durable;

/// <summary>Runs the orchestrator functions of the app.</summary>
internal interface IOrchestratorInvoker
{
    /// <summary>
    /// Starts the orchestrator's code, at its beginning, once per live copy of an instance: a replay is a start. May await nothing
    /// but the tasks of <paramref name="context"/>; the returned task then completes inline when the last of them does.
    /// </summary>
    /// <returns>The output as JSON, or null. An exception fails the instance.</returns>
    Task<string?> RunAsync(string name, TaskOrchestrationContext context);
}
