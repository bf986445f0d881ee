using Microsoft.Extensions.Logging;
using WinBack.Core.Users;

namespace WinBack.Storage.Lapse;

/// <summary>Log events 1301 to 1399.</summary>
internal static partial class LapseLog
{
    [LoggerMessage(1301, LogLevel.Information, "Lapse scan: {Due} due, {Judged} judged, {Enrolled} enrolled, {Closed} windows closed, {Stale} stale")]
    public static partial void ScanFinished(this ILogger logger, int due, int judged, int enrolled, int closed, int stale);

    [LoggerMessage(1302, LogLevel.Error, "A user could not be looked at and stays due ({Kind}); the scan goes on with the next")]
    public static partial void UserLeftDue(this ILogger logger, Exception failure, DueKind kind);

    [LoggerMessage(1303, LogLevel.Warning, "News of an item could not be told to all of {People} people, try {Try}; the next scan tries them again")]
    public static partial void NewsNotTold(this ILogger logger, Exception failure, int @try, int people);

    [LoggerMessage(1304, LogLevel.Error, "News of an item could not be told to {People} people in {Tries} scans, and they are given up")]
    public static partial void NewsGivenUp(this ILogger logger, Exception failure, int people, int tries);
}
