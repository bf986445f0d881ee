using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Everything that says at what hours one touch may go out to one person: the touch's own hours, the campaign's quiet hours and the person's, a country's for text messages.</summary>
/// <param name="Own">Of the touch; null for any.</param>
/// <param name="Quiet">Of the campaign; null for none.</param>
/// <param name="Law">Of the country; null for none.</param>
/// <param name="Zone">The person's zone.</param>
/// <param name="Place">The person's place in the release after quiet hours, 0 to 1.</param>
internal sealed record SendHours(TouchHours? Own, QuietHours? Quiet, TouchHours? Law, DateTimeZone Zone, double Place)
{
    /// <summary>The person's own quiet hours; null for none.</summary>
    public QuietHours? Wished { get; init; }

    // Each look moves on to the next hour that one of them allows. What agrees with all of them comes within a few weeks, or never.
    private const int Looks = 64;

    /// <summary>The hours of a touch on any channel.</summary>
    public static SendHours Of(Campaign campaign, Touch touch, User user, DateTimeZone zone) =>
        new(touch.Hours, campaign.QuietHours, Law: null, zone, TouchJudge.PlaceInRelease(user.Id)) { Wished = OwnWishes.Quiet(user.Preferences, campaign) };

    /// <summary>The first instant, not before another, at which all agree.</summary>
    /// <returns>The same instant when they agree at once; null when they never do.</returns>
    public DateTimeOffset? First(DateTimeOffset at)
    {
        for (var look = 0; look < Looks; look++)
        {
            var next = Own is { } own ? LocalHours.Release(own, at, Zone) : at;
            next = Quiet is { } quiet ? QuietHoursRule.ReleaseAt(quiet, next, Zone, Place) ?? next : next;
            next = Wished is { } wished ? QuietHoursRule.ReleaseAt(wished, next, Zone, Place) ?? next : next;
            next = Law is { } law ? LocalHours.Release(law, next, Zone) : next;
            if (next == at)
                return at;
            at = next;
        }

        return null;
    }

    /// <summary>Hours in words: <c>17:00 to 20:00 on mon, tue</c>.</summary>
    public static string Text(TouchHours hours)
    {
        var time = hours switch
        {
            { At: { } at } => at.ToString("HH:mm", CultureInfo.InvariantCulture),
            { Window: { } window } => string.Create(CultureInfo.InvariantCulture, $"{window.From:HH:mm} to {window.To:HH:mm}"),
            _ => "all day",
        };
        var days = hours.Days.Count == 0 ? "" : $" on {string.Join(", ", hours.Days.Order().Select(day => day.ToString()[..3].ToLowerInvariant()))}";
        return time + days + (hours.NotOnHolidaysOf is null ? "" : " but for public holidays");
    }
}
