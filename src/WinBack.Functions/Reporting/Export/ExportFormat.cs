namespace WinBack.Functions.Reporting.Export;

/// <summary>File formats of exports.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values by RFC 4180, with a header line, in UTF-8.</summary>
    Csv,

    /// <summary>One JSON object a line; a column without a value is left out.</summary>
    Ndjson,

    /// <summary>Apache Parquet, compressed with Snappy.</summary>
    Parquet,
}
