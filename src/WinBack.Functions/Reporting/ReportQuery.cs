using System.Globalization;
using Microsoft.AspNetCore.Http;
using WinBack.Core.Campaigns;
using WinBack.Functions.Reporting.Export;

namespace WinBack.Functions.Reporting;

/// <summary>The days of enrolment that a report is asked for.</summary>
/// <param name="From">First UTC day.</param>
/// <param name="To">Last UTC day.</param>
internal readonly record struct ReportQuery(DateOnly From, DateOnly To)
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>What <c>from</c> and <c>to</c> say, by default from the publication until today; or what is wrong with it.</summary>
    public static (ReportQuery Query, string? Wrong) Read(IQueryCollection query, DateOnly published, DateOnly today)
    {
        if (Day(query, "from", published) is not { } from || Day(query, "to", today) is not { } to)
            return (default, "from and to are UTC days of enrolment, such as from=2026-11-01&to=2026-11-30; without them the report is from the publication until today.");
        return from > to || to > today || to.DayNumber - from.DayNumber >= ExportQuery.MostDays
            ? (default, string.Create(CultureInfo.InvariantCulture,
                $"from is no later than to, to no later than today ({today:yyyy-MM-dd}), and they span at most {ExportQuery.MostDays} days; found {from:yyyy-MM-dd} and {to:yyyy-MM-dd}."))
            : (new(from, to), null);
    }

    /// <summary>From a campaign's publication until now.</summary>
    public static ReportQuery Whole(Campaign campaign, DateTimeOffset now) => new(Day(campaign.PublishedAt ?? now), Day(now));

    private static DateOnly? Day(IQueryCollection query, string name, DateOnly unlessSaid) =>
        query[name].Count == 0 ? unlessSaid
        : DateOnly.TryParseExact(query[name].ToString(), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : null;

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
