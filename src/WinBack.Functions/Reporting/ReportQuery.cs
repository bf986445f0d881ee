using Microsoft.AspNetCore.Http;

namespace WinBack.Functions.Reporting;

/// <summary>What report is asked for.</summary>
/// <param name="Days">Days of enrolment.</param>
/// <param name="IsFresh">True for a report as of now. False for rollups alone, as of when they were last made: a few operations, whatever the campaign's size.</param>
internal readonly record struct ReportQuery(ReportDays Days, bool IsFresh = false)
{
    /// <summary>What <c>from</c>, <c>to</c> and <c>fresh</c> say, by default all days; or what is wrong with it.</summary>
    public static (ReportQuery Query, string? Wrong) Read(IQueryCollection query, ReportDays whole)
    {
        var (days, wrong) = ReportDays.Read(Given(query, "from"), Given(query, "to"), whole);
        if (wrong is null && Given(query, "fresh") is not (null or "true" or "false"))
            wrong = "fresh is true, for a report as of now, or false, for one as of when facts were last summed up.";
        return (new(days, Given(query, "fresh") == "true"), wrong);
    }

    private static string? Given(IQueryCollection query, string name) => query[name].Count == 0 ? null : query[name].ToString();
}
