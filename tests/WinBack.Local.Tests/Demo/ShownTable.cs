using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace WinBack.Local.Tests.Demo;

/// <summary>A table of a page, as its reader sees it.</summary>
internal sealed record ShownTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Every table of a page.</summary>
    public static IReadOnlyList<ShownTable> AllOf(string html) =>
    [
        .. new HtmlParser().ParseDocument(html).QuerySelectorAll("table").Select(table => new ShownTable(
            Text(table.QuerySelector("caption")!), Texts(table, "thead th"), [.. table.QuerySelectorAll("tbody tr").Select(row => Texts(row, "th, td"))])),
    ];

    /// <summary>What a section says that is named by its heading's id.</summary>
    public static string Section(string html, string heading) => new HtmlParser().ParseDocument(html).QuerySelector($"section[aria-labelledby='{heading}']")?.TextContent ?? "";

    /// <summary>What a column of numbers adds up to, each before its share or currency; of several of that name, the last. A dash is nothing.</summary>
    public decimal Sum(string column)
    {
        var index = Columns.ToList().LastIndexOf(column);
        Assert.True(index >= 0, $"{Caption} has no column {column}, but {string.Join(", ", Columns)}.");
        return Rows.Select(row => row[index]).Where(cell => cell != "–").Sum(cell => decimal.Parse(cell.Split(' ')[0], NumberStyles.Number, CultureInfo.InvariantCulture));
    }

    private static IReadOnlyList<string> Texts(IElement within, string selector) => [.. within.QuerySelectorAll(selector).Select(Text)];

    private static string Text(IElement element) => element.TextContent.Trim();
}
