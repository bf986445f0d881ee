using Microsoft.Extensions.Logging;

namespace WinBack.Functions.Events;

/// <summary>Log events 1001 to 1099. Never an address, a name or a user id.</summary>
internal static partial class EventLog
{
    [LoggerMessage(1001, LogLevel.Warning, "{Failed} of {Events} events were not applied and are to be sent again")]
    public static partial void NotApplied(this ILogger logger, Exception? first, int failed, int events);

    [LoggerMessage(1002, LogLevel.Warning, "Events could not be queued and are to be sent again")]
    public static partial void NotQueued(this ILogger logger, Exception failure);

    [LoggerMessage(1003, LogLevel.Information, "{Messages} messages: {Applied} events applied, {Duplicates} duplicates, {Refused} refused, {Failed} to come again")]
    public static partial void QueueApplied(this ILogger logger, int messages, int applied, int duplicates, int refused, int failed);

    [LoggerMessage(1004, LogLevel.Error, "A message of events went to the dead letters after {Deliveries} deliveries: {Reason}")]
    public static partial void DeadLettered(this ILogger logger, int deliveries, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "A message could not be settled; it comes again and changes nothing twice")]
    public static partial void NotSettled(this ILogger logger, Exception failure);

    [LoggerMessage(1006, LogLevel.Warning, "{Replayed} dead letters were put back into the queue {Queue}")]
    public static partial void Replayed(this ILogger logger, int replayed, string queue);

    [LoggerMessage(1007, LogLevel.Warning, "{Replayed} dead letters were put back into the queue {Queue} before it failed")]
    public static partial void NotAllReplayed(this ILogger logger, Exception failure, int replayed, string queue);
}
