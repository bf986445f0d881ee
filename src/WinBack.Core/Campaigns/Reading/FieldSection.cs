using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>One comparison of a field, such as <c>{field: country, in: [DE, AT]}</c>. Several comparisons side by side must all hold.</summary>
internal static class FieldSection
{
    public static readonly string[] Comparisons = ["is", "in", "atLeast", "atMost", "lessThan", "moreThan", "before", "after", "contains", "startsWith", "present", "absent"];

    private const int MostValues = 500;
    private const int LongestPart = 200;

    // Words that YAML 1.1 takes for true and false and YAML 1.2 for text; which one the writer meant cannot be known.
    private static readonly string[] Ambiguous = ["yes", "no", "on", "off", "y", "n"];

    public static Condition? Read(Section section)
    {
        if (section.Find("field") is not { } field || field.Scalar("the path of a field")?.Text is not { } text)
            return null;
        if (FieldPath.Parse(text) is not { } path)
        {
            field.Refuse($"{string.Join(", ", FieldPath.Forms)}{FieldPath.Hint(text)}");
            return null;
        }

        var given = Comparisons.Where(key => section.Find(key) is not null).ToList();
        if (given.Count == 0)
            section.Refuse("no comparison", Allowed(path));
        var within = Within(section, path);
        var stages = path.Kind == FieldKind.Stage ? field.Findings.Stages : null;
        var rfm = path.IsRfm ? field.Findings.Rfm : null;
        if (path.IsRfm && rfm is null && !field.Findings.HasRfm)
            field.Refuse($"{text}, and no rfm in the file", "rfm with cut points beside audience");
        var parts = given.Select(key => One(text, path, key, section.Find(key)!)).OfType<Condition.Field>()
            .Select(part => part with { Within = within, Stages = stages, Rfm = rfm }).ToList();
        return parts.Count == 1 ? parts[0] : new Condition.All(parts);
    }

    /// <summary>The same of a property of an event, such as <c>{property: plan, is: pro}</c>; none, and reported, when nothing can be made of it.</summary>
    public static IReadOnlyList<Condition.Field> OfProperty(Section section)
    {
        if (section.Require("property", "the name of a property of the event, or value or currency")?.Line(EventLimits.AttributeName) is not { } name)
            return [];
        var given = Comparisons.Where(key => section.Find(key) is not null).ToList();
        var path = new FieldPath(FieldKind.Attribute, name);          // takes the same values as an attribute
        if (given.Count == 0)
            section.Refuse("no comparison", Allowed(path));
        return [.. given.Select(key => One(name, path, key, section.Find(key)!)).OfType<Condition.Field>()];
    }

    private static int? Within(Section section, FieldPath path)
    {
        var days = section.Find("within")?.Days(1, RecentSums.LongestWindow);
        if (section.Find("within") is { } given && !path.TakesWindow)
            given.Refuse("within", "only beside activity.<event type>.count, activity.<event type>.value and contacts.count");
        else if (path.Kind == FieldKind.ContactCount && section.Find("within") is null)
            section.Refuse("no within", "within: P7D or another length, since contacts are not counted for ever");
        return days;
    }

    private static string Allowed(FieldPath path) => string.Join(", ", Comparisons.Where(key => Takes(path, key)));

    private static bool Takes(FieldPath path, string key) => path.Type switch
    {
        FieldType.Text => key is "is" or "in" or "contains" or "startsWith" or "present" or "absent",
        FieldType.Word => key is "is" or "in" or "present" or "absent",
        FieldType.Number => key is "is" or "in" or "atLeast" or "atMost" or "lessThan" or "moreThan" or "present" or "absent",
        FieldType.Presence => key is "present" or "absent",
        FieldType.Flag => key is "is" || (key is "present" or "absent" && path.Kind is FieldKind.CampaignReturned or FieldKind.CampaignConverted),
        _ => true,
    };

    private static Condition.Field? One(string text, FieldPath path, string key, YamlField given)
    {
        if (!Takes(path, key))
        {
            given.Refuse(key, Allowed(path));
            return null;
        }

        if (key is "present" or "absent")
        {
            var holds = given.Choice(("true", true), ("false", false));
            return holds is null ? null : new(text, holds == (key == "present") ? Comparison.Present : Comparison.Absent, []);
        }

        var values = key == "in" ? given.Items(1, MostValues, $"a list of 1 to {MostValues} values") : [given];
        if (values?.Select(value => Value(path, key, value)).OfType<FieldValue>().ToList() is not { } read || read.Count < values.Count)
            return null;
        var comparison = key switch
        {
            "is" => Comparison.Is,
            "in" => Comparison.In,
            "atLeast" => Comparison.AtLeast,
            "atMost" => Comparison.AtMost,
            "lessThan" => Comparison.LessThan,
            "moreThan" => Comparison.MoreThan,
            "before" => Comparison.Before,
            "after" => Comparison.After,
            "contains" => Comparison.Contains,
            _ => Comparison.StartsWith,
        };
        return new(text, comparison, read);
    }

    private static FieldValue? Value(FieldPath path, string key, YamlField given)
    {
        var type = key switch
        {
            "atLeast" or "atMost" or "lessThan" or "moreThan" => FieldType.Number,
            "before" or "after" or "contains" or "startsWith" => FieldType.Text,
            _ => path.Type,
        };
        var allowed = key switch
        {
            "before" or "after" => "a day, such as 2026-12-31",
            "contains" or "startsWith" => $"text of 1 to {LongestPart} characters",
            _ when type == FieldType.Number => "a number",
            _ when type == FieldType.Flag => "true or false",
            _ when type == FieldType.Word => string.Join(", ", path.Words),
            _ when path.Kind == FieldKind.Country => "a country of two letters, such as DE",
            _ when type == FieldType.Text => "text",
            _ => "text, a number, true or false",
        };
        // Country NO and locale no are Norway and Norwegian: a text field takes every word as it is.
        if (given.Scalar(allowed) is not { } scalar)
            return null;
        var read = Typed(scalar, type);
        if (read is null || !Fits(path, key, scalar.Text))
        {
            var isAmbiguous = type == FieldType.Any && scalar.IsPlain && Ambiguous.Contains(scalar.Text.ToLowerInvariant());
            given.Refuse(isAmbiguous ? $"true or false, or \"{scalar.Text}\" in quotes for the word" : allowed);
            return null;
        }

        return read;
    }

    private static bool Fits(FieldPath path, string key, string text) => key switch
    {
        "before" or "after" => text.Length == DayText.Length && DayText.Of(text) is not null,
        "contains" or "startsWith" => text.Length is >= 1 and <= LongestPart,
        _ when path.Kind == FieldKind.Country => IsCountry(text),
        _ when path.Type == FieldType.Word => path.Words.Contains(text, StringComparer.Ordinal),
        _ => true,
    };

    private static FieldValue? Typed(YamlValue.Scalar scalar, FieldType type)
    {
        FieldValue? number = NumberReading.TryNumber(scalar.Text, out var value) ? FieldValue.Of(value) : null;
        FieldValue? flag = scalar.Text is "true" or "false" ? FieldValue.Of(scalar.Text == "true") : null;
        return type switch
        {
            FieldType.Number => number,
            FieldType.Flag => flag,
            FieldType.Any when scalar.IsPlain && Ambiguous.Contains(scalar.Text.ToLowerInvariant()) => null,
            FieldType.Any when scalar.IsPlain => flag ?? number ?? FieldValue.Of(scalar.Text),
            _ => FieldValue.Of(scalar.Text),
        };
    }

    private static bool IsCountry(string text) => text.Length == 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);
}
