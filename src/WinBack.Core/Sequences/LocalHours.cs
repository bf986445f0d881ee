using NodaTime;
using WinBack.Core.Campaigns;

namespace WinBack.Core.Sequences;

/// <summary>
/// Touch hours by the clock on the person's wall. A local time that the clock skips means the next valid instant, one that comes twice the
/// first; a day that never was is passed over.
/// </summary>
public static class LocalHours
{
    // A weekly hour that falls into the one gap of a year comes a week later.
    private const int Days = 22;

    /// <summary>Whether a touch may go out at an instant.</summary>
    public static bool Allow(TouchHours hours, DateTimeOffset at, DateTimeZone zone)
    {
        var instant = Instant.FromDateTimeOffset(at);
        if (hours.At is null)
            return IsInside(hours, instant, zone);
        var date = instant.InZone(zone).Date;
        return IsShortlyAfter(date) || IsShortlyAfter(date.PlusDays(-1));

        bool IsShortlyAfter(LocalDate day) => Start(hours, day, zone) is { } start && start <= instant && instant < start + TouchHours.AtLasts;
    }

    /// <summary>The instant a touch is planned for: the first one, not before another, that its hours name.</summary>
    /// <param name="hours">Null for any: then it is the instant given.</param>
    /// <param name="earliest">Not before this.</param>
    /// <param name="zone">The person's zone.</param>
    public static DateTimeOffset Plan(TouchHours? hours, DateTimeOffset earliest, DateTimeZone zone)
    {
        if (hours is null)
            return earliest;
        var from = Instant.FromDateTimeOffset(earliest);
        if (hours.At is null && IsInside(hours, from, zone))
            return earliest;
        var first = from.InZone(zone).Date.PlusDays(-1);       // 'at' may lie before midnight and yet be skipped past it
        for (var i = 0; i < Days; i++)
        {
            // Of two days at a time: where the clock is set back over midnight, the days overlap.
            Instant? found = null;
            foreach (var candidate in Candidates(hours, first.PlusDays(i), zone).Concat(Candidates(hours, first.PlusDays(i + 1), zone)))
            {
                if (candidate >= from && (found is null || candidate < found))
                    found = candidate;
            }

            if (found is { } instant)
                return instant.ToDateTimeOffset();
        }

        throw new ArgumentException($"There is no such hour within {Days} days.", nameof(hours));
    }

    /// <summary>The first instant, not before another, at which a touch may go out; the same instant when it may at once.</summary>
    public static DateTimeOffset Release(TouchHours hours, DateTimeOffset at, DateTimeZone zone) => Allow(hours, at, zone) ? at : Plan(hours, at, zone);

    private static bool IsInside(TouchHours hours, Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone);
        return hours.Include(local.Date) && (hours.Window is not { } window || window.Contains(local.TimeOfDay.ToTimeOnly()));
    }

    /// <summary>Instants of a day at which its hours may begin.</summary>
    private static IEnumerable<Instant> Candidates(TouchHours hours, LocalDate date, DateTimeZone zone)
    {
        if (hours.At is not null)
        {
            if (Start(hours, date, zone) is { } start)
                yield return start;
            yield break;
        }

        var (day, next) = (StartOf(date, zone), StartOf(date.PlusDays(1), zone));
        List<Instant> begins = [day];
        if (hours.Window is { } window)
        {
            var mapping = zone.MapLocal(date + LocalTime.FromTicksSinceMidnight(window.From.Ticks));
            if (mapping.Count > 0)
                begins.AddRange([mapping.First().ToInstant(), mapping.Last().ToInstant()]);
        }

        // The clock may be set into the hours, forward or back.
        if (day < next)
            begins.AddRange(zone.GetZoneIntervals(day, next).Where(interval => interval.HasStart).Select(interval => interval.Start));
        foreach (var begin in begins)
        {
            if (IsInside(hours, begin, zone))
                yield return begin;
        }
    }

    /// <summary>The first instant of a day; of one that never was, the next there is.</summary>
    internal static Instant StartOf(LocalDate date, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(date.AtMidnight());
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
    }

    private static Instant? Start(TouchHours hours, LocalDate date, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(date + LocalTime.FromTicksSinceMidnight(hours.At!.Value.Ticks));
        var start = mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
        return start.InZone(zone).Date == date && hours.Include(date) ? start : null;
    }
}
