using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>What a touch says on one channel: <c>push</c>, <c>sms</c> or <c>email</c>.</summary>
internal static class TemplateSection
{
    public static readonly string[] PushKeys = ["title", "body", "link"];
    public static readonly string[] SmsKeys = ["body", "link"];
    public static readonly string[] EmailKeys = ["subject", "body", "link", "button"];

    public static Template? Read(YamlField field, Channel channel)
    {
        var keys = channel switch { Channel.Push => PushKeys, Channel.Sms => SmsKeys, _ => EmailKeys };
        if (field.Section(keys) is not { } section)
            return null;
        var hasLink = section.Find("link") is not null;
        var title = channel == Channel.Push ? Words(section, "title", 200, oneLine: true, hasLink) : null;
        var subject = channel == Channel.Email ? Words(section, "subject", 200, oneLine: true, hasLink) : null;
        var body = Words(section, "body", channel switch { Channel.Push => 1_000, Channel.Sms => 1_500, _ => 20_000 }, oneLine: false, hasLink);
        var link = section.Find("link")?.Then(Link);
        if (channel == Channel.Sms && hasLink && body is { } said && !said.Variables.Contains(TemplateScan.Link))
            section.Find("link")!.Refuse("a link that the text never shows", "{{link}} somewhere in body");
        if (section.Find("button") is { } unused && !hasLink)
            unused.Refuse("a button that leads nowhere", "link as well, or no button");
        var button = section.Find("button")?.Line(40);
        if (button?.Contains("{{", StringComparison.Ordinal) == true)
            section.Find("button")!.Refuse("a variable on a button, which would be shown as it stands", "plain words");
        return body is null ? null : new(subject?.Text, title?.Text, body.Text, link?.Text, button);
    }

    private static TemplateScan? Words(Section section, string key, int most, bool oneLine, bool hasLink)
    {
        if (section.Require(key, $"its {key}") is not { } field)
            return null;
        var allowed = $"text of 1 to {most} characters{(oneLine ? " on one line" : "")}";
        if (field.Scalar(allowed)?.Text.Trim() is not { } text)
            return null;
        if (text.Length == 0 || text.Length > most || text.Any(c => char.IsControl(c) && (oneLine || c != '\n')))
        {
            field.Refuse(text.Length > most ? $"{text.Length} characters" : YamlValue.Quoted(text), allowed);
            return null;
        }

        var scan = Scan(field, text);
        if (scan.Variables.Contains(TemplateScan.Link) && !hasLink)
            field.Refuse("{{link}} with no link to show", "link as well, or no {{link}}");
        return scan;
    }

    private static TemplateScan? Link(YamlField field)
    {
        if (field.Scalar(LinkTarget.Allowed)?.Text.Trim() is not { } text)
            return null;
        var scan = Scan(field, text);
        if (scan.Variables.Contains(TemplateScan.Link))
            field.Refuse("{{link}} within the link itself", "other variables");
        if (LinkTarget.WhyNotTemplate(text) is { } why)
            field.Refuse(why, LinkTarget.Allowed);
        return scan;
    }

    private static TemplateScan Scan(YamlField field, string text)
    {
        var scan = TemplateScan.Of(text);
        TriggerVariables.Note(field, scan);
        foreach (var problem in scan.Problems)
            field.Findings.AddAt(TextPosition.IndexOf(field, text, problem.At, problem.Length), field.Path, problem.Found, problem.Allowed);
        return scan;
    }
}
