namespace WinBack.Local.Durable;

/// <summary>Runs the activity functions of the app.</summary>
internal interface IActivityInvoker
{
    /// <summary>
    /// Runs one activity. Called at least once for each scheduled call: again after a crash before its result was recorded.
    /// </summary>
    /// <param name="name">Function name, as the orchestrator gave it.</param>
    /// <param name="instanceId">The orchestration that asked for it.</param>
    /// <param name="input">JSON, or null when there is none.</param>
    /// <param name="cancel">The host is stopping; a cancelled run is repeated at the next start.</param>
    /// <returns>JSON, or null. Any exception is the activity's failure and goes to the orchestrator.</returns>
    Task<string?> InvokeAsync(string name, string instanceId, string? input, CancellationToken cancel);
}
