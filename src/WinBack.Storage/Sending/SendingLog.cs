using Microsoft.Extensions.Logging;
using WinBack.Core.Users;

namespace WinBack.Storage.Sending;

/// <summary>Log events 1501 to 1599. Never an address, a name or a user id.</summary>
internal static partial class SendingLog
{
    [LoggerMessage(1501, LogLevel.Warning, "Channel {Channel} could not be reached; nothing left, and the attempt may be claimed again")]
    public static partial void ChannelUnavailable(this ILogger logger, Exception failure, Channel channel);

    [LoggerMessage(1502, LogLevel.Error, "Channel {Channel} gave no answer; the attempt is unknown and never repeated")]
    public static partial void AnswerUnknown(this ILogger logger, Exception failure, Channel channel);

    [LoggerMessage(1510, LogLevel.Warning, "Events are behind: the oldest has waited {Seconds} seconds, {Most} are allowed; no message is claimed until they are applied")]
    public static partial void IngestBehind(this ILogger logger, long seconds, long most);

    [LoggerMessage(1511, LogLevel.Warning, "It cannot be told how long events have been waiting; no message is claimed meanwhile")]
    public static partial void IngestLagUnknown(this ILogger logger, Exception failure);
}
