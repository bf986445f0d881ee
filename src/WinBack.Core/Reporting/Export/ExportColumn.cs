namespace WinBack.Core.Reporting.Export;

/// <summary>A column of an export.</summary>
/// <param name="Name">As it stands in files; never renamed.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Means">For people; docs/export.md says it in the same words.</param>
/// <param name="Of">The value in a row: a text, a <see cref="long"/>, a <see cref="double"/>, a <see cref="decimal"/>, a <see cref="bool"/> or a <see cref="DateTimeOffset"/> by <paramref name="Type"/>, or null.</param>
public sealed record ExportColumn<T>(string Name, ExportType Type, string Means, Func<T, object?> Of);

/// <summary>What the values of a column are.</summary>
public enum ExportType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number of 64 bits.</summary>
    Whole,

    /// <summary>A floating-point number of 64 bits.</summary>
    Number,

    /// <summary>An amount of money: exact in CSV and NDJSON, a floating-point number in Parquet.</summary>
    Money,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>An instant in UTC, to the second: ISO 8601 in CSV and NDJSON, milliseconds in Parquet.</summary>
    Instant,
}
