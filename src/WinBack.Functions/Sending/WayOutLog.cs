using Microsoft.Extensions.Logging;

namespace WinBack.Functions.Sending;

/// <summary>Log events 1551 to 1599. Never an address, a token or a user id.</summary>
internal static partial class WayOutLog
{
    [LoggerMessage(1551, LogLevel.Error, "No e-mail leaves: the way out does not work. {WhyNot}")]
    public static partial void WayOutFails(this ILogger logger, string whyNot);
}
