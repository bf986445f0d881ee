using Microsoft.Extensions.Logging;

namespace WinBack.Local.Hosting;

/// <summary>What the local host logs; ids 18xx.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1801, LogLevel.Error, "{Method} {Function} failed; trace {TraceId}")]
    public static partial void RequestFailed(this ILogger logger, Exception fault, string method, string function, string traceId);

    [LoggerMessage(1802, LogLevel.Error, "Timer {Function} failed; its next tick is {Next:O}")]
    public static partial void TimerFailed(this ILogger logger, Exception fault, string function, DateTimeOffset? next);

    [LoggerMessage(1804, LogLevel.Error, "{Function} failed on {Messages} messages; what it did not settle comes again")]
    public static partial void QueueFunctionFailed(this ILogger logger, Exception fault, string function, int messages);

    [LoggerMessage(1803, LogLevel.Information, "Host started: {Functions} functions, {Timers} timers")]
    public static partial void Started(this ILogger logger, int functions, int timers);
}
