namespace WinBack.Core.Reporting.Export;

/// <summary>One number of a report: a row of <c>report --csv</c>.</summary>
/// <param name="Population">On whom, in a word: <c>all</c>, <c>primary</c>, <c>triggered</c>, <c>later</c>, <c>drawn</c>, <c>followed</c> or <c>first_of_all</c>.</param>
/// <param name="Table">Which part of the report.</param>
/// <param name="Group">Which row of it, such as a variant or a day; null where it has one.</param>
/// <param name="Arm"><c>treatment</c>, <c>holdout</c>, <c>global</c>, <c>contacted</c>; <c>difference</c> or <c>relative</c> for what lies between two; null for what is of no arm.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="N">Over how many; null where nothing is counted.</param>
/// <param name="Value">The number; null while there are too few to state it.</param>
/// <param name="Low">Lower end of the interval for one look.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="AlwaysLow">Lower end of the interval for every look.</param>
/// <param name="AlwaysHigh">Upper end of it.</param>
/// <param name="At">When it happened, of what happened at an instant; else null.</param>
public sealed record ReportFigure(
    string Population, string Table, string? Group, string? Arm, string Metric, long? N, double? Value,
    double? Low = null, double? High = null, double? AlwaysLow = null, double? AlwaysHigh = null, DateTimeOffset? At = null)
{
    /// <summary>The columns, in the order of the file.</summary>
    public static IReadOnlyList<ExportColumn<ReportFigure>> Columns { get; } =
    [
        new("population", ExportType.Text, "On whom: all, primary, triggered, later, drawn, followed or first_of_all", row => row.Population),
        new("table", ExportType.Text, "Part of the report", row => row.Table),
        new("group", ExportType.Text, "Row of that part, such as a variant or a day", row => row.Group),
        new("arm", ExportType.Text, "treatment, holdout, global or contacted; difference or relative for what lies between two", row => row.Arm),
        new("metric", ExportType.Text, "What was measured", row => row.Metric),
        new("n", ExportType.Whole, "Over how many", row => row.N),
        new("value", ExportType.Number, "The number; empty while there are too few to state it", row => row.Value),
        new("low", ExportType.Number, "Lower end of the interval for one look", row => row.Low),
        new("high", ExportType.Number, "Upper end of it", row => row.High),
        new("always_low", ExportType.Number, "Lower end of the interval for every look", row => row.AlwaysLow),
        new("always_high", ExportType.Number, "Upper end of it", row => row.AlwaysHigh),
        new("at", ExportType.Instant, "When, of what happened at an instant: the pause by a guard; else empty", row => row.At),
    ];
}
