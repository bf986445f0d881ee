using System.Globalization;
using Microsoft.AspNetCore.Http;
using WinBack.Core.Events;

namespace WinBack.Functions.Campaigns;

/// <summary>What a preview was asked about.</summary>
/// <param name="Campaign">Campaign id, as given.</param>
/// <param name="User">User id; null when none was given.</param>
/// <param name="At">Assumed instant of entry; null when what was given is no instant.</param>
/// <param name="Key">The key the reader came with, kept in the form; null for none.</param>
internal sealed record PreviewRequest(string Campaign, string? User, DateTimeOffset? At, string? Key)
{
    // Far enough for any campaign, and far from the ends of the calendar, where adding a touch's delay would overflow.
    private static readonly TimeSpan Within = TimeSpan.FromDays(365 * 5);

    public static PreviewRequest Of(HttpRequest request, string campaign, DateTimeOffset now)
    {
        var user = request.Query["user"].ToString().Trim();
        var at = request.Query["at"].ToString();
        return new(
            campaign,
            user.Length is > 0 and <= EventLimits.Id ? user : null,
            at.Length == 0 ? now
                : DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read) && (read - now).Duration() < Within ? read
                : null,
            request.Query["code"].ToString() is { Length: > 0 } key ? key : null);
    }
}
