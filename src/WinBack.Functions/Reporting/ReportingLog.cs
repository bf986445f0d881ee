using Microsoft.Extensions.Logging;

namespace WinBack.Functions.Reporting;

/// <summary>Log events 1751 to 1799.</summary>
internal static partial class ReportingLog
{
    [LoggerMessage(1751, LogLevel.Information, "Audit: {Users} users and {Departures} messages, {Broken} rows break a promise")]
    public static partial void AuditFinished(this ILogger logger, long users, long departures, long broken);

    [LoggerMessage(1752, LogLevel.Error, "Promise {Number}, {Promise}, is broken by {Rows} rows; GET /api/admin/audit names some of them")]
    public static partial void PromiseBroken(this ILogger logger, int number, string promise, long rows);

    [LoggerMessage(1753, LogLevel.Error, "Campaign {Campaign} breaks a promise by {Rows} rows: pause it")]
    public static partial void CampaignBreaks(this ILogger logger, string campaign, long rows);

    [LoggerMessage(1755, LogLevel.Information, "Rollups: {Days} days summed up anew")]
    public static partial void SummedUp(this ILogger log, int days);

    [LoggerMessage(1756, LogLevel.Warning, "Campaign {Campaign} paused itself: {Why}")]
    public static partial void GuardTripped(this ILogger log, string campaign, string why);

    [LoggerMessage(1757, LogLevel.Warning, "Campaign {Campaign}: {Why}")]
    public static partial void GuardIsBlind(this ILogger log, string campaign, string why);

    [LoggerMessage(1758, LogLevel.Error, "The guards of campaign {Campaign} could not be judged; the next run tries again")]
    public static partial void GuardFailed(this ILogger log, Exception failure, string campaign);

    [LoggerMessage(1759, LogLevel.Error, "The word of {Notices} campaigns that paused themselves was never taken by Guards:WebhookUrl and is given up")]
    public static partial void NoticesGivenUp(this ILogger log, int notices);

    [LoggerMessage(1760, LogLevel.Information, "Guards: {Paused} campaigns paused; of the words of pauses, {Taken} were taken and {Waiting} wait")]
    public static partial void GuardsJudged(this ILogger log, int paused, int taken, int waiting);

    [LoggerMessage(1761, LogLevel.Error, "Facts of campaign {Campaign} could not be summed up, the first of day {Day} ({Failure}); the next run tries again")]
    public static partial void RollupFailed(this ILogger log, string campaign, string day, string failure);

    [LoggerMessage(1754, LogLevel.Information, "Kept long enough: of {Users} users looked at, {Enrolments} enrolments and {Events} events are deleted")]
    public static partial void Expired(this ILogger logger, int users, int enrolments, int events);
}
