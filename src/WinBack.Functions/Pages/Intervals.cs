using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Functions.Pages;

/// <summary>Columns and cells of a measured number: estimate, low end, high end.</summary>
internal static class Intervals
{
    /// <summary>Three columns.</summary>
    /// <param name="series">Of the chart.</param>
    /// <param name="name">In its legend.</param>
    /// <param name="heading">Above the first of them, in full.</param>
    public static IEnumerable<Column> Columns(string series, string name, Html heading) =>
    [
        new(heading, series, "value", name),
        new(Html.Of($"from"), series, "low", name),
        new(Html.Of($"to"), series, "high", name),
    ];

    /// <summary>Three cells, in points of a hundred.</summary>
    public static IEnumerable<Cell> Points(Estimate? estimate) => Cells(100, estimate?.Value, estimate?.Interval);

    /// <summary>The same of one that holds at every look.</summary>
    public static IEnumerable<Cell> Points(AlwaysValidEstimate? estimate) => Cells(100, estimate?.Value, estimate?.Interval);

    private static IEnumerable<Cell> Cells(double scale, double? value, Interval? interval) => value is null
        ? [Cell.Of(Amounts.TooFew), Cell.Number(null), Cell.Number(null)]
        : [Cell.Number(scale * value, "+0.0;-0.0;0.0"), Cell.Number(scale * interval?.Low, "0.0"), Cell.Number(scale * interval?.High, "0.0")];
}
