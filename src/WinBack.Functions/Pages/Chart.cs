using System.Globalization;

namespace WinBack.Functions.Pages;

/// <summary>A table, and the chart that dashboard.js draws of it: the chart shows what the table says, because it has nothing else.</summary>
/// <param name="Id">Unique on its page, <c>[a-z0-9-]</c>.</param>
/// <param name="Kind"><c>intervals</c>, <c>lines</c> or <c>bars</c>.</param>
/// <param name="Title">Caption of the table.</param>
/// <param name="Summary">What the chart shows, for who reads and for who listens.</param>
/// <param name="Unit"><c>points</c>, <c>percent</c>, <c>count</c> or <c>money</c>.</param>
/// <param name="Axis">Title of the axis of numbers.</param>
internal sealed record Chart(string Id, string Kind, string Title, string Summary, string Unit, string Axis)
{
    private const int LineHeight = 340;
    private const int RowHeight = 44;
    private const int Around = 110;

    /// <summary>Title of the other axis; null for none.</summary>
    public string? OtherAxis { get; init; }

    /// <summary>Whether rows lie on the axis by their number, and not by their order.</summary>
    public bool IsLinear { get; init; }

    /// <summary>Whether a value holds until the next one.</summary>
    public bool IsStepped { get; init; }

    /// <summary>The columns of the table.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Its rows; as many cells as columns.</summary>
    public required IReadOnlyList<IReadOnlyList<Cell>> Rows { get; init; }

    /// <summary>Chart and table.</summary>
    public Html ToHtml() => Html.Of($"""
        <figure data-chart="{Kind}" data-unit="{Unit}" data-axis="{Axis}" data-axis-x="{OtherAxis}" data-x="{(IsLinear ? "linear" : "")}" data-stepped="{(IsStepped ? "true" : "false")}">
        <figcaption id="{Id}-summary">{Summary}</figcaption>
        <div class="canvas" style="height:{Height}px"><canvas role="img" aria-label="Chart: {Title}" aria-describedby="{Id}-summary"></canvas></div>
        <details><summary>Table: {Title}</summary>{Table.Of(Title, Columns, Rows)}</details>
        </figure>
        """);

    private int Height => Kind == "lines" ? LineHeight : Around + (RowHeight * Math.Max(1, Rows.Count));
}

/// <summary>Tables.</summary>
internal static class Table
{
    /// <summary>A table that scrolls within itself where it is wider than the window.</summary>
    /// <param name="caption">What it holds; names the region for screen readers.</param>
    /// <param name="columns">Its columns; the first one names each row.</param>
    /// <param name="rows">Its rows.</param>
    public static Html Of(string caption, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Cell>> rows) => Html.Of($"""
        <div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table>
        <caption>{caption}</caption>
        <thead><tr>{Html.Join(columns.Select(column => column.ToHtml()))}</tr></thead>
        <tbody>{Html.Join(rows.Select(row => Html.Of($"<tr>{Html.Join(row.Select((cell, index) => cell.ToHtml(isHeading: index == 0, columns[index].IsText)))}</tr>")))}</tbody>
        </table></div>
        """);
}

/// <summary>A column of a table.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="Series">The series of the chart it belongs to; null for none.</param>
/// <param name="Role"><c>label</c>, or of a series <c>value</c>, <c>low</c> or <c>high</c>.</param>
/// <param name="Name">What the legend calls the series.</param>
internal sealed record Column(Html Heading, string? Series = null, string? Role = null, string? Name = null)
{
    /// <summary>Whether it holds sentences.</summary>
    public bool IsText { get; init; }

    /// <summary>A column that names each row.</summary>
    public static Column Label(string heading) => new(Html.Of($"{heading}"), Role: "label");

    /// <summary>A column that is in no chart.</summary>
    public static Column Plain(string heading) => new(Html.Of($"{heading}"));

    /// <summary>A column of sentences.</summary>
    public static Column Text(string heading) => Plain(heading) with { IsText = true };

    /// <summary>The header cell.</summary>
    public Html ToHtml() => Html.Of($"<th scope=\"col\"{Data("role", Role)}{Data("series", Series)}{Data("name", Name)}{(IsText ? Html.Of($" class=\"text\"") : Html.Empty)}>{Heading}</th>");

    private static Html Data(string name, string? value) => value is null ? Html.Empty : Html.Of($" data-{name}=\"{value}\"");
}

/// <summary>A cell of a table.</summary>
/// <param name="Content">What is read.</param>
/// <param name="Value">The number behind it, in the unit of the chart; null for none.</param>
internal readonly record struct Cell(Html Content, double? Value = null)
{
    /// <summary>A cell of text.</summary>
    public static Cell Of(string? text, double? value = null) => new(Html.Of($"{text}"), value);

    /// <summary>A cell that holds a number and nothing else.</summary>
    public static Cell Number(double? value, string format = "0.0") => value is { } number && double.IsFinite(number)
        ? new(Html.Of($"{number.ToString(format, CultureInfo.InvariantCulture)}"), number)
        : new(Html.Of($"{Amounts.None}"));

    /// <summary>The cell as markup.</summary>
    public Html ToHtml(bool isHeading, bool isText)
    {
        var value = Value is { } number && double.IsFinite(number) ? Html.Of($" data-value=\"{number.ToString("0.######", CultureInfo.InvariantCulture)}\"") : Html.Empty;
        return isHeading ? Html.Of($"<th scope=\"row\"{value}>{Content}</th>") : Html.Of($"<td{value}{(isText ? Html.Of($" class=\"text\"") : Html.Empty)}>{Content}</td>");
    }
}
