using Microsoft.AspNetCore.Http;
using WinBack.Core.Reporting.Export;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting.Export;

/// <summary>What to export.</summary>
/// <param name="Campaign">Campaign id.</param>
/// <param name="From">First UTC day of enrolment.</param>
/// <param name="To">Last UTC day of enrolment.</param>
/// <param name="Format">Format of the file.</param>
public sealed record ExportQuery(string Campaign, DateOnly From, DateOnly To, ExportFormat Format)
{
    /// <summary>Days of one export, at most.</summary>
    public const int MostDays = 3660;

    private const int LongestId = 200;

    /// <summary>Writes the file.</summary>
    public Task WriteAsync(FactExport export, bool facts, Stream target, CancellationToken cancel) => facts
        ? ExportFile.WriteAsync(export.FactsAsync(Campaign, From, To, cancel), FactColumns.All, Format, target, cancel)
        : ExportFile.WriteAsync(export.EnrolmentsAsync(Campaign, From, To, cancel), EnrolmentColumns.All, Format, target, cancel);

    internal static (ExportQuery? Query, string? Wrong) Read(IQueryCollection query)
    {
        if (query["campaign"].ToString() is not { Length: > 0 and <= LongestId } campaign)
            return (null, $"campaign is the id of a campaign, 1 to {LongestId} characters.");
        if (Day(query, "day") is { } day && query["from"].Count + query["to"].Count == 0)
            return Of(campaign, day, day, query["format"]);
        return Day(query, "from") is { } from && Day(query, "to") is { } to
            ? Of(campaign, from, to, query["format"])
            : (null, "Say one day of enrolment as day=2026-11-24, or several as from=2026-11-01&to=2026-11-30, in UTC.");
    }

    /// <summary>The query, or what is wrong with it.</summary>
    public static (ExportQuery? Query, string? Wrong) Of(string campaign, DateOnly from, DateOnly to, string? format)
    {
        if (from > to || to.DayNumber - from.DayNumber >= MostDays)
            return (null, $"from comes before to, by at most {MostDays} days; found {from:yyyy-MM-dd} and {to:yyyy-MM-dd}.");
        return Enum.TryParse<ExportFormat>(string.IsNullOrEmpty(format) ? nameof(ExportFormat.Csv) : format, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? (new(campaign, from, to, known), null)
            : (null, $"format is csv, ndjson or parquet, not '{format}'.");
    }

    private static DateOnly? Day(IQueryCollection query, string name) => ReportDays.Parse(query[name].ToString());
}
