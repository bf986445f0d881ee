using System.Globalization;
using WinBack.Core.Sending;

namespace WinBack.Azure.Sending;

/// <summary>
/// What an HTTP status other than success says about a message. Reasons are our own words and the status: what a provider writes may
/// name the person.
/// </summary>
internal static class HttpAnswer
{
    /// <summary>How long to leave a provider alone that is busy and does not say how long.</summary>
    public static readonly TimeSpan Busy = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait when a person has to repair something first: a role, a key, a name.</summary>
    public static readonly TimeSpan Repair = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The answer of a status.</summary>
    /// <param name="status">HTTP status; 0 when there was none.</param>
    /// <param name="retryAfter">As the provider said it, or null.</param>
    /// <param name="now">Instant of the answer.</param>
    /// <returns>Never <see cref="SendResult.Accepted"/>.</returns>
    public static SendResult Of(int status, TimeSpan? retryAfter, DateTimeOffset now) => status switch
    {
        429 => new SendResult.RefusedForNow("the provider's limit is reached (429)", now + Within(retryAfter ?? Busy)),
        403 when retryAfter is { } wait => new SendResult.RefusedForNow("the provider's limit is reached (403)", now + Within(wait)),
        401 or 403 or 404 => new SendResult.RefusedForNow($"the provider does not let us in ({Text(status)}): check its settings here", now + Repair),
        409 => new SendResult.Unknown("the provider knows an earlier request of this attempt (409)"),
        408 => new SendResult.Unknown("the provider gave up waiting (408)"),
        >= 400 and < 500 => new SendResult.RefusedForGood($"the provider refuses the message ({Text(status)})", Suppress: false),
        _ => new SendResult.Unknown($"the provider failed ({Text(status)})"),
    };

    /// <summary>Whether somebody has to repair something before this provider takes anything.</summary>
    public static bool NeedsRepair(int status, TimeSpan? retryAfter) => status is 401 or 404 || (status == 403 && retryAfter is null);

    /// <summary>A wait that a provider asks for: at least a second, at most a day.</summary>
    public static TimeSpan Within(TimeSpan wait) =>
        wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait > Longest ? Longest : wait;

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
