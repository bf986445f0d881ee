using Microsoft.Extensions.Logging;
using WinBack.Core.Users;

namespace WinBack.Functions.Sending;

/// <summary>Log events 1551 to 1599. Never an address, a token or a user id.</summary>
internal static partial class WayOutLog
{
    [LoggerMessage(1551, LogLevel.Error, "No e-mail leaves: the way out does not work. {WhyNot}")]
    public static partial void WayOutFails(this ILogger logger, string whyNot);

    [LoggerMessage(1552, LogLevel.Information, "The way out of {Channel} works")]
    public static partial void WayOutWorks(this ILogger logger, Channel channel);

    [LoggerMessage(1553, LogLevel.Error, "{Channel} stays shut until its way out works. {WhyNot}")]
    public static partial void ChannelStaysShut(this ILogger logger, Channel channel, string whyNot);

    [LoggerMessage(1561, LogLevel.Information, "{Reclaimed} codes of offers that were left taken for nobody are free again")]
    public static partial void Reclaimed(this ILogger logger, int reclaimed);

    [LoggerMessage(1562, LogLevel.Warning, "Codes of offers that were left taken for nobody are not looked for: no scan has come to its end lately")]
    public static partial void ReclaimPutOff(this ILogger logger);
}
