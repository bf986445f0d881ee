using System.Globalization;
using Microsoft.AspNetCore.Http;
using WinBack.Core.Campaigns;
using WinBack.Functions.Reporting.Export;

namespace WinBack.Functions.Reporting;

/// <summary>What report is asked for.</summary>
/// <param name="From">First UTC day of enrolment.</param>
/// <param name="To">Last UTC day of enrolment.</param>
/// <param name="IsFresh">True for a report as of now. False for rollups alone, as of when they were last made: a few operations, whatever the campaign's size.</param>
internal readonly record struct ReportQuery(DateOnly From, DateOnly To, bool IsFresh = false)
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>What <c>from</c> and <c>to</c> say, by default from the publication until today, and never from before it; or what is wrong with it.</summary>
    public static (ReportQuery Query, string? Wrong) Read(IQueryCollection query, DateOnly published, DateOnly today)
    {
        if (Day(query, "from", published) is not { } asked || Day(query, "to", today) is not { } to)
            return (default, "from and to are UTC days of enrolment, such as from=2026-11-01&to=2026-11-30; without them the report is from the publication until today.");
        if (query["fresh"].Count > 0 && query["fresh"].ToString() is not ("true" or "false"))
            return (default, "fresh is true, for a report as of now, or false, for one as of when facts were last summed up.");
        var from = asked > published ? asked : published;      // nobody entered before
        if (asked <= to && to < published)
            return (default, string.Create(CultureInfo.InvariantCulture, $"to is no earlier than the day of the campaign's publication, {published:yyyy-MM-dd}: nobody entered before; found {to:yyyy-MM-dd}."));
        return from > to || to > today || to.DayNumber - from.DayNumber >= ExportQuery.MostDays
            ? (default, string.Create(CultureInfo.InvariantCulture,
                $"from is no later than to, to no later than today ({today:yyyy-MM-dd}), and they span at most {ExportQuery.MostDays} days; found {from:yyyy-MM-dd} and {to:yyyy-MM-dd}."))
            : (new(from, to, query["fresh"] == "true"), null);
    }

    /// <summary>From a campaign's publication until now.</summary>
    public static ReportQuery Whole(Campaign campaign, DateTimeOffset now) => new(Day(campaign.PublishedAt ?? now), Day(now));

    private static DateOnly? Day(IQueryCollection query, string name, DateOnly unlessSaid) =>
        query[name].Count == 0 ? unlessSaid
        : DateOnly.TryParseExact(query[name].ToString(), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : null;

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
