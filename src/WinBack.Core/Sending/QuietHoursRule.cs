using NodaTime;
using WinBack.Core.Campaigns;

namespace WinBack.Core.Sending;

/// <summary>Quiet hours by the clock on the person's wall: overnight spans, shifted clocks and days that never were included.</summary>
public static class QuietHoursRule
{
    // One release can land in the next quiet span (clocks set back, a day skipped); none was ever seen to need a third look.
    private const int Looks = 4;

    /// <summary>Whether the local time of day lies in <c>[From, To)</c>. Equal ends mean no quiet hours.</summary>
    public static bool IsQuiet(QuietHours hours, DateTimeOffset at, DateTimeZone zone)
    {
        var time = Instant.FromDateTimeOffset(at).InZone(zone).TimeOfDay.ToTimeOnly();
        return hours.From <= hours.To
            ? time >= hours.From && time < hours.To
            : time >= hours.From || time < hours.To;
    }

    /// <summary>When a message held at an instant may go out.</summary>
    /// <param name="hours">The quiet hours.</param>
    /// <param name="at">The instant asked about.</param>
    /// <param name="zone">The person's zone.</param>
    /// <param name="place">The person's place in the release, 0 to 1 exclusive: the end of the night is no burst, and a retry gets the same instant.</param>
    /// <returns>Null when <paramref name="at"/> is not quiet; else a later instant that is not.</returns>
    public static DateTimeOffset? ReleaseAt(QuietHours hours, DateTimeOffset at, DateTimeZone zone, double place)
    {
        if (!IsQuiet(hours, at, zone))
            return null;
        var spread = Spread(hours) * place;
        var release = EndOfQuiet(hours, at, zone) + spread;
        for (var look = 1; look < Looks && IsQuiet(hours, release, zone); look++)
            release = EndOfQuiet(hours, release, zone) + spread;
        return release;
    }

    // The spread must end before the next quiet span begins.
    private static TimeSpan Spread(QuietHours hours)
    {
        var open = hours.From - hours.To;   // TimeOnly wraps around midnight, so this is the open part of a day
        return hours.Spread < open ? hours.Spread : open;
    }

    private static DateTimeOffset EndOfQuiet(QuietHours hours, DateTimeOffset at, DateTimeZone zone)
    {
        var now = Instant.FromDateTimeOffset(at);
        var local = now.InZone(zone);
        var to = LocalTime.FromTicksSinceMidnight(hours.To.Ticks);
        var date = local.TimeOfDay < to ? local.Date : local.Date.PlusDays(1);
        var mapping = zone.MapLocal(date + to);
        var end = mapping.Count switch
        {
            0 => mapping.LateInterval.Start,                                       // skipped by the clock: the next valid instant
            2 when mapping.First().ToInstant() <= now => mapping.Last().ToInstant(),   // clock was set back: the second pass is quiet, too
            _ => mapping.First().ToInstant(),
        };
        // Set back, the clock may leave the quiet span before its end.
        var shift = zone.GetZoneInterval(now);
        if (shift.HasEnd && shift.End < end && !IsQuiet(hours, shift.End.ToDateTimeOffset(), zone))
            end = shift.End;
        return end.ToDateTimeOffset();
    }
}
