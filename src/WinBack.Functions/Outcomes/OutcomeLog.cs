using Microsoft.Extensions.Logging;

namespace WinBack.Functions.Outcomes;

/// <summary>Log events 1651 to 1699. Never an address, a text or a user id.</summary>
internal static partial class OutcomeLog
{
    [LoggerMessage(1651, LogLevel.Warning, "A report of a provider was not taken at delivery {Delivery}, and comes again")]
    public static partial void FeedbackNotTaken(this ILogger logger, Exception failure, int delivery);

    [LoggerMessage(1652, LogLevel.Error, "A report of a provider was set aside: {Reason}")]
    public static partial void FeedbackSetAside(this ILogger logger, string reason);
}
