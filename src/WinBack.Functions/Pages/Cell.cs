using System.Globalization;

namespace WinBack.Functions.Pages;

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
