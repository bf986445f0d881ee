using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Functions.Reporting.Export;

namespace WinBack.Functions.Reporting;

/// <summary>The UTC days of enrolment that a report is about, both included.</summary>
/// <param name="From">The first one.</param>
/// <param name="To">The last one; not before <paramref name="From"/>.</param>
public readonly record struct ReportDays(DateOnly From, DateOnly To)
{
    /// <summary>From a campaign's publication until now.</summary>
    public static ReportDays Whole(Campaign campaign, DateTimeOffset now) => new(Day(campaign.PublishedAt ?? now), Day(now));

    /// <summary>A day as it is written in addresses and on the command line, <c>2026-11-24</c>; null for anything else.</summary>
    public static DateOnly? Parse(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The days that are asked for, never from before the publication, since nobody entered then; or what is wrong with them.</summary>
    /// <param name="from">The first one; null for the campaign's first.</param>
    /// <param name="to">The last one; null for today.</param>
    /// <param name="whole">All days of the campaign until today.</param>
    public static (ReportDays Days, string? Wrong) Of(DateOnly? from, DateOnly? to, ReportDays whole)
    {
        var (asked, last) = (from ?? whole.From, to ?? whole.To);
        var first = asked > whole.From ? asked : whole.From;
        if (last < whole.From && (from is null || from <= last))
            return (default, Text($"to is no earlier than the day of the campaign's publication, {whole.From:yyyy-MM-dd}: nobody entered before; found {last:yyyy-MM-dd}."));
        return first > last || last > whole.To || last.DayNumber - first.DayNumber >= ExportQuery.MostDays
            ? (default, Text($"from is no later than to, to no later than today ({whole.To:yyyy-MM-dd}), and they span at most {ExportQuery.MostDays} days; found {asked:yyyy-MM-dd} and {last:yyyy-MM-dd}."))
            : (new(first, last), null);
    }

    /// <summary>The same of days as text.</summary>
    /// <param name="from">The first one; null when it was left out.</param>
    /// <param name="to">The last one; null when it was left out.</param>
    /// <param name="whole">All days of the campaign until today.</param>
    public static (ReportDays Days, string? Wrong) Read(string? from, string? to, ReportDays whole)
    {
        var (first, last) = (from is null ? null : Parse(from), to is null ? null : Parse(to));
        foreach (var (name, isWrong) in new[] { ("from", from is not null && first is null), ("to", to is not null && last is null) })
        {
            if (isWrong)
                return (default, Text($"{name} is a UTC day of enrolment that exists, given once as yyyy-MM-dd, such as {whole.To:yyyy-MM-dd}; without from and to the report is from the publication until today."));
        }

        return Of(first, last, whole);
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
