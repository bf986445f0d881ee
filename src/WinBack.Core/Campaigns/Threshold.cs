using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace WinBack.Core.Campaigns;

/// <summary>
/// A length of time as people mean it: <c>P30D</c>, <c>P2W</c>, <c>P1M</c> count calendar days in the person's zone and keep the time of day;
/// <c>PT36H</c> is elapsed time. One or the other, never both.
/// </summary>
public sealed partial record Threshold
{
    private readonly Period? _calendar;
    private readonly Duration _elapsed;

    private Threshold(Period? calendar, Duration elapsed) => (_calendar, _elapsed) = (calendar, elapsed);

    /// <summary>No time at all.</summary>
    public static Threshold Zero { get; } = new(null, Duration.Zero);

    /// <summary>So many calendar days.</summary>
    public static Threshold Days(int days) => new(Period.FromDays(days), Duration.Zero);

    /// <summary>So much elapsed time.</summary>
    public static Threshold Elapsed(TimeSpan time) => new(null, Duration.FromTimeSpan(time));

    /// <summary>So many calendar years, months, weeks and days.</summary>
    public static Threshold Calendar(Period period) => new(period, Duration.Zero);

    /// <summary>Whether it counts calendar days.</summary>
    public bool IsCalendar => _calendar is not null;

    /// <summary>A length for comparing and for capacity estimates only: months count 30 days, years 365.</summary>
    public TimeSpan Approximate => _calendar is { } period
        ? TimeSpan.FromDays(((period.Years * 365L) + (period.Months * 30L) + (period.Weeks * 7L) + period.Days))
        : _elapsed.ToTimeSpan();

    /// <summary>The instant this long after another. A local time in a DST gap means the next valid instant, in an overlap the first.</summary>
    /// <param name="from">Start.</param>
    /// <param name="zone">The person's zone; used by calendar lengths only.</param>
    public DateTimeOffset After(DateTimeOffset from, DateTimeZone zone)
    {
        if (_calendar is not { } period)
            return from + _elapsed.ToTimeSpan();
        var local = Instant.FromDateTimeOffset(from).InZone(zone).LocalDateTime.Plus(period);
        return local.InZone(zone, GapForwardOverlapFirst).ToInstant().ToDateTimeOffset();
    }

    /// <summary>ISO 8601, as it stands in a campaign file.</summary>
    public override string ToString() => _calendar is { } period
        ? NodaTime.Text.PeriodPattern.Roundtrip.Format(period)
        : ElapsedText(_elapsed.ToTimeSpan());

    /// <summary>
    /// Reads ISO 8601: whole years, months, weeks and days (<c>P1M15D</c>), or whole hours, minutes and seconds (<c>PT1H30M</c>), each below
    /// 100,000; never both, never negative, never a fraction. What <see cref="ToString"/> writes is read as the same.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Threshold? threshold)
    {
        threshold = null;
        if (CalendarForm().Match(text) is { Success: true } calendar)
        {
            threshold = Calendar(new PeriodBuilder
            {
                Years = Part(calendar, 1),
                Months = Part(calendar, 2),
                Weeks = Part(calendar, 3),
                Days = Part(calendar, 4),
            }.Build());
        }
        else if (ElapsedForm().Match(text) is { Success: true } elapsed)
        {
            threshold = Elapsed(new(Part(elapsed, 1), Part(elapsed, 2), Part(elapsed, 3)));
        }

        return threshold is not null;
    }

    private static int Part(Match match, int group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    // XmlConvert writes 36 hours as P1DT12H, which would read back as calendar time.
    private static string ElapsedText(TimeSpan time)
    {
        if (time == TimeSpan.Zero)
            return "PT0S";
        var hours = (long)Math.Floor(time.TotalHours);
        return string.Create(CultureInfo.InvariantCulture,
            $"PT{(hours > 0 ? $"{hours}H" : "")}{(time.Minutes > 0 ? $"{time.Minutes}M" : "")}{(time.Seconds > 0 ? $"{time.Seconds}S" : "")}");
    }

    [GeneratedRegex(@"\AP(?=[0-9])(?:([0-9]{1,5})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,5})D)?\z")]
    private static partial Regex CalendarForm();

    [GeneratedRegex(@"\APT(?=[0-9])(?:([0-9]{1,5})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})S)?\z")]
    private static partial Regex ElapsedForm();

    private static readonly NodaTime.TimeZones.ZoneLocalMappingResolver GapForwardOverlapFirst =
        NodaTime.TimeZones.Resolvers.CreateMappingResolver(
            NodaTime.TimeZones.Resolvers.ReturnEarlier,
            NodaTime.TimeZones.Resolvers.ReturnStartOfIntervalAfter);
}
