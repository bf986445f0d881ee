using System.Globalization;
using System.Text.RegularExpressions;
using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>What a touch hands to another system: <c>webhook</c>.</summary>
internal static partial class WebhookSection
{
    public static readonly string[] Keys = ["target", "title", "body", "fields"];

    // Longer than what may come of it: blocks and helpers take their room.
    private const int LongestTemplate = 2 * WebhookTemplate.LongestField;

    public static Template? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } section)
            return null;
        var reading = new TemplateReading(section, Channel.Webhook, field.Findings.Language, null);
        var target = Target(section);
        var title = section.Find("title") is { } first ? reading.Words(first, 200, oneLine: true, hasLink: false) : null;
        var body = section.Find("body") is { } words ? reading.Words(words, WebhookTemplate.LongestBody, oneLine: false, hasLink: false) : "";
        var fields = section.Find("fields") is { } given ? Fields(given, reading) : [];
        return target is null || body is null || fields is null ? null : new(null, title, body, null) { Webhook = new(target, fields) };
    }

    private static string? Target(Section section)
    {
        if (section.Require("target", "the name of a system in the settings, such as call-centre") is not { } field)
            return null;
        if (field.Value is YamlValue.Scalar { Text: var text } && text.Contains("://", StringComparison.Ordinal))
        {
            field.Refuse("an address", "the name of a target; its address stands in the setting Webhooks:NAME:Url");
            return null;
        }

        return field.Id(30);
    }

    private static Dictionary<string, string>? Fields(YamlField field, TemplateReading reading)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"1 to {WebhookTemplate.MostFields} fields, each a name and a text");
        if (field.Value is not YamlValue.Map { Entries.Count: >= 1 and <= WebhookTemplate.MostFields } map)
        {
            field.Refuse(allowed);
            return null;
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in map.Entries)
        {
            if (!Name().IsMatch(name.Text))
                field.Findings.Add(name, field.Path, YamlValue.Quoted(name.Text), "a name of 1 to 40 letters, digits and _ -, beginning with a letter");
            else if (fields.ContainsKey(name.Text))
                field.Findings.Add(name, field.Path, $"{YamlValue.Quoted(name.Text)} a second time", "each name once");
            else
                fields.Add(name.Text, reading.Words(new(value, $"{field.Path}.{name.Text}", field.Findings), LongestTemplate, oneLine: false, hasLink: false) ?? "");
        }

        return fields;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,39}\z")]
    private static partial Regex Name();
}
