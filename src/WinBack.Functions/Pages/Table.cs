namespace WinBack.Functions.Pages;

/// <summary>Tables.</summary>
internal static class Table
{
    /// <summary>A table that scrolls within itself where it is wider than the window.</summary>
    /// <param name="caption">What it holds; names the region for screen readers.</param>
    /// <param name="columns">Its columns; the first one names each row.</param>
    /// <param name="rows">Its rows.</param>
    public static Html Of(string caption, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Cell>> rows) => Html.Of($"""
        <div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table>
        <caption><span>{caption}</span></caption>
        <thead><tr>{Html.Join(columns.Select(column => column.ToHtml()))}</tr></thead>
        <tbody>{Html.Join(rows.Select(row => Html.Of($"<tr>{Html.Join(row.Select((cell, index) => cell.ToHtml(isHeading: index == 0, columns[index].IsText)))}</tr>")))}</tbody>
        </table></div>
        """);
}
