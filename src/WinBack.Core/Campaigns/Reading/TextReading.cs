using System.Text.RegularExpressions;
using WinBack.Core.Events;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>Reads texts, ids and choices. Each answers null, with the reason reported, when what stands there may not.</summary>
internal static partial class TextReading
{
    /// <summary>Characters of an event type.</summary>
    public const int EventTypeLength = 100;

    /// <summary>A text without line breaks or other control characters; blanks around it do not count.</summary>
    public static string? Line(this YamlField field, int most)
    {
        var allowed = $"text of 1 to {most} characters on one line";
        if (field.Scalar(allowed)?.Text.Trim() is not { } text)
            return null;
        if (text.Length >= 1 && text.Length <= most && !text.Any(char.IsControl))
            return text;
        field.Refuse(text.Length > most ? $"{text.Length} characters" : YamlValue.Quoted(text), allowed);
        return null;
    }

    /// <summary>A <see cref="Line"/> that people read: nothing in it turns the direction of the text around it.</summary>
    public static string? Label(this YamlField field, int most)
    {
        var text = field.Line(most);
        field.RefuseTurns(text);
        return text;
    }

    /// <summary>Refuses a text with a character that turns the direction of the text around it; one published before this was refused stays readable.</summary>
    public static void RefuseTurns(this YamlField field, string? text)
    {
        if (text is not null && !field.Findings.IsPublished && DirectionControl.In(text) is { } turn)
            field.Refuse($"{turn}, which turns the direction of the text around it", "text without it");
    }

    /// <summary>An id: 1 to so many characters <c>[a-z0-9-]</c>, beginning and ending with a letter or digit.</summary>
    public static string? Id(this YamlField field, int most)
    {
        var allowed = $"1 to {most} characters a-z, 0-9 and -, beginning and ending with a letter or digit";
        if (field.Scalar(allowed)?.Text is not { } id)
            return null;
        if (id.Length <= most && IdForm().IsMatch(id))
            return id;
        field.Refuse(allowed);
        return null;
    }

    /// <summary>An event type.</summary>
    public static string? EventType(this YamlField field)
    {
        const string allowed = "an event type as the app sends it, such as purchase";
        if (field.Scalar(allowed)?.Text is not { } type)
            return null;
        if (IsEventType(type))
            return type;
        field.Refuse(type == IncomingEvent.ProfileType ? "\"profile\", which only updates what is known of a person" : field.Value.Shown(), allowed);
        return null;
    }

    /// <summary>Event types: one, a list of 1 to 32 different ones, or the word <c>any</c>, which gives an empty list.</summary>
    public static IReadOnlyList<string>? EventTypes(this YamlField field)
    {
        if (field.Value is YamlValue.Scalar { Text: "any" })
            return [];
        if (field.Items(1, Users.UserLimits.EventTypes, $"an event type, a list of 1 to {Users.UserLimits.EventTypes}, or any") is not { } items)
            return null;
        var types = new List<string>();
        foreach (var item in items)
        {
            if (item.EventType() is not { } type)
                continue;
            if (types.Contains(type, StringComparer.Ordinal))
                item.Refuse($"{YamlValue.Quoted(type)} a second time", "each type once");
            types.Add(type);
        }

        return types;
    }

    /// <summary>One of several words.</summary>
    public static T? Choice<T>(this YamlField field, params ReadOnlySpan<(string Word, T Value)> choices) where T : struct
    {
        var words = new string[choices.Length];
        for (var i = 0; i < choices.Length; i++)
            words[i] = choices[i].Word;
        var allowed = string.Join(", ", words);
        if (field.Scalar(allowed)?.Text is not { } word)
            return null;
        foreach (var choice in choices)
        {
            if (choice.Word == word)
                return choice.Value;
        }

        field.Refuse($"{allowed}{Nearest.Hint(word, words)}");
        return null;
    }

    /// <summary>Whether a text can be an event type: 1 to 100 characters, no control characters, no blanks around it, not <c>profile</c>.</summary>
    public static bool IsEventType(string type) =>
        type.Length is >= 1 and <= EventTypeLength && type != IncomingEvent.ProfileType && type.Trim() == type && !type.Any(char.IsControl);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex IdForm();
}
