using Microsoft.Extensions.Logging;

namespace WinBack.Storage.Lapse;

/// <summary>Log events 1301 to 1399.</summary>
internal static partial class LapseLog
{
    [LoggerMessage(1301, LogLevel.Information, "Lapse scan: {Due} due, {Judged} judged, {Enrolled} enrolled, {Closed} windows closed, {Stale} stale")]
    public static partial void ScanFinished(this ILogger logger, int due, int judged, int enrolled, int closed, int stale);
}
