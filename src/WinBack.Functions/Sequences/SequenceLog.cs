using Microsoft.Extensions.Logging;

namespace WinBack.Functions.Sequences;

/// <summary>Log events 1451 to 1499.</summary>
internal static partial class SequenceLog
{
    [LoggerMessage(1451, LogLevel.Information, "{Purged} histories of sequences that ended were deleted")]
    public static partial void Purged(this ILogger logger, int purged);
}
