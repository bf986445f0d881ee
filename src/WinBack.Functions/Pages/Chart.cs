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
