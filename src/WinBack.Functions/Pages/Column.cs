namespace WinBack.Functions.Pages;

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
