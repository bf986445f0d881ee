using Microsoft.Extensions.Logging;

namespace WinBack.Local.Durable;

/// <summary>Log messages of the durable engine, ids 19xx. Payloads never appear.</summary>
internal static partial class DurableLog
{
    [LoggerMessage(1901, LogLevel.Error, "Orchestration {InstanceId} failed: {Reason}")]
    public static partial void OrchestrationBroken(this ILogger logger, string instanceId, string reason);

    [LoggerMessage(1902, LogLevel.Warning, "Activity {Activity} of {InstanceId} failed with {ErrorType}")]
    public static partial void ActivityFailed(this ILogger logger, string activity, string instanceId, string errorType);

    [LoggerMessage(1903, LogLevel.Critical, "The durable engine stopped: its database no longer takes writes")]
    public static partial void EngineFaulted(this ILogger logger, Exception exception);
}
