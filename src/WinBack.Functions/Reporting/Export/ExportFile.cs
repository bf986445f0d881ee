using WinBack.Core.Reporting.Export;

namespace WinBack.Functions.Reporting.Export;

/// <summary>Writes rows as a file while they stream by: memory does not grow with their number.</summary>
public static class ExportFile
{
    /// <summary>Media type of a format.</summary>
    public static string MediaType(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Ndjson => "application/x-ndjson; charset=utf-8",
        _ => "application/vnd.apache.parquet",
    };

    /// <summary>Writes all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">Their columns.</param>
    /// <param name="format">The format.</param>
    /// <param name="target">Written to asynchronously only, and left open.</param>
    /// <param name="cancel">Stops; the file is broken off then.</param>
    public static Task WriteAsync<T>(IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns, ExportFormat format, Stream target, CancellationToken cancel) => format switch
    {
        ExportFormat.Csv => CsvFile.WriteAsync(rows, columns, target, cancel),
        ExportFormat.Ndjson => NdjsonFile.WriteAsync(rows, columns, target, cancel),
        _ => ParquetFile.WriteAsync(rows, columns, target, cancel),
    };

    /// <summary>An instant as it stands in text: to the second, in UTC.</summary>
    internal static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
