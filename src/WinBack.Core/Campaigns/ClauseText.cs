using System.Globalization;

namespace WinBack.Core.Campaigns;

/// <summary>Says a condition in words, as <c>why</c> shows it.</summary>
internal static class ClauseText
{
    public static string Of(Condition condition) => condition switch
    {
        Condition.All all => $"all of ({Parts(all.Parts)})",
        Condition.Any any => $"any of ({Parts(any.Parts)})",
        Condition.Not not => $"not {Of(not.Part)}",
        Condition.Field field => string.Create(CultureInfo.InvariantCulture, $"{field.Path}{(field.Within is { } days ? $" within {days} days" : "")} {Comparison(field)}"),
        _ => throw new InvalidOperationException($"A new kind of condition, {condition.GetType().Name}, must be added here."),
    };

    private static string Parts(IReadOnlyList<Condition> parts) => string.Join("; ", parts.Select(Of));

    private static string Comparison(Condition.Field field) => field.Comparison switch
    {
        Campaigns.Comparison.Present => "present",
        Campaigns.Comparison.Absent => "absent",
        Campaigns.Comparison.AtLeast => $"at least {field.Values[0]}",
        Campaigns.Comparison.AtMost => $"at most {field.Values[0]}",
        Campaigns.Comparison.LessThan => $"less than {field.Values[0]}",
        Campaigns.Comparison.MoreThan => $"more than {field.Values[0]}",
        Campaigns.Comparison.Before => $"before {field.Values[0]}",
        Campaigns.Comparison.After => $"after {field.Values[0]}",
        Campaigns.Comparison.Contains => $"contains {Shown(field.Values[0])}",
        Campaigns.Comparison.StartsWith => $"starts with {Shown(field.Values[0])}",
        // Ids are of persons, and a list of them is nobody's business who asks about one.
        _ when field.Path == "id" => string.Create(CultureInfo.InvariantCulture, $"in a list of {field.Values.Count}"),
        Campaigns.Comparison.Is => $"is {Shown(field.Values[0])}",
        _ => $"in {string.Join(", ", field.Values.Take(5).Select(Shown))}{(field.Values.Count > 5 ? ", …" : "")}",
    };

    private static string Shown(Users.FieldValue value) => value.Text is { } text ? Reading.YamlValue.Quoted(text) : value.ToString();
}
