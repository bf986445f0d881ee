using Microsoft.Extensions.Logging;

namespace WinBack.Storage.Outcomes;

/// <summary>Log events 1601 to 1649. Never an address, a handle or a user id.</summary>
internal static partial class OutcomeLog
{
    [LoggerMessage(1601, LogLevel.Information, "The push provider reported {Dead} dead handles; {Removed} installations were removed")]
    public static partial void HandlesDead(this ILogger logger, int dead, int removed);

    [LoggerMessage(1602, LogLevel.Warning, "{Count} entries of the push provider's feedback cannot be read and were passed over; they stay in its file {File}")]
    public static partial void FeedbackUnreadable(this ILogger logger, int count, string file);
}
