using Microsoft.Extensions.Logging;

namespace WinBack.Storage.Users;

/// <summary>Log events 1101 to 1199. Never an address, a name or a user id.</summary>
internal static partial class UserLog
{
    [LoggerMessage(1101, LogLevel.Warning, "An effect of kind {Kind} failed and stays pending; the scan runs it again")]
    public static partial void EffectLeftPending(this ILogger logger, Exception failure, string kind);
}
