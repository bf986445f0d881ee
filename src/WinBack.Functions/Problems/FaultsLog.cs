using Microsoft.Extensions.Logging;

namespace WinBack.Functions.Problems;

/// <summary>Log messages of no stage: 1900 to 1999.</summary>
internal static partial class FaultsLog
{
    [LoggerMessage(1900, LogLevel.Error, "{Function} failed; answered with trace id {TraceId}")]
    public static partial void FunctionFailed(this ILogger logger, Exception fault, string function, string traceId);
}
