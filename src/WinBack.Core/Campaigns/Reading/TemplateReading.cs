using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>What the same template says in the campaign's language, and in a language that this one is a kind of.</summary>
internal sealed record OtherLanguages(Template Whole, Template? Parent);

/// <summary>Reads what is said on one channel in one language.</summary>
/// <param name="section">The keys.</param>
/// <param name="channel">The channel.</param>
/// <param name="language">Tag of the language; decides which plural forms there must be.</param>
/// <param name="others">Null for the campaign's own language, which says everything itself.</param>
internal sealed class TemplateReading(Section section, Channel channel, string language, OtherLanguages? others)
{
    private const string ImageAllowed = "an https address with a fixed host, such as https://cdn.shop.example/new.jpg; variables only after the host";

    private bool _showsLink;

    public Template? Read()
    {
        var link = section.Find("link") is { } given ? Link(given) : others?.Parent?.DeepLink ?? others?.Whole.DeepLink;
        var hasLink = link is not null || section.Find("link") is not null;
        var title = channel == Channel.Push ? Words("title", 200, oneLine: true, hasLink, others?.Parent?.Title) : null;
        var subject = channel == Channel.Email ? Words("subject", 200, oneLine: true, hasLink, others?.Parent?.Subject) : null;
        var preheader = channel == Channel.Email ? Optional("preheader", others?.Whole.Preheader, others?.Parent?.Preheader, () => Words("preheader", 150, oneLine: true, hasLink, null)) : null;
        _showsLink = false;
        var body = Words("body", channel switch { Channel.Push => 1_000, Channel.Sms => 1_500, _ => 20_000 }, oneLine: false, hasLink, others?.Parent?.Body);
        if (channel == Channel.Sms && hasLink && section.Find("body") is { } said && body is not null && !_showsLink)
            (section.Find("link") ?? said).Refuse("a link that the text never shows", "{{link}} somewhere in body");
        return body is null ? null : new(subject, title, body, link, Button(hasLink))
        {
            Preheader = preheader,
            Image = section.Find("image") is { } image ? Image(image) : others?.Parent?.Image ?? others?.Whole.Image,
        };
    }

    // What the campaign's own language says, every language says: half a message would be in another one.
    private string? Optional(string key, string? whole, string? parent, Func<string?> read)
    {
        if (section.Find(key) is not null)
            return read();
        if (whole is not null && parent is null)
            section.Require(key, $"its {key} in {language}, since there is one in the campaign's language");
        return parent;
    }

    private string? Button(bool hasLink)
    {
        if (section.Find("button") is { } unused && !hasLink)
            unused.Refuse("a button that leads nowhere", "link as well, or no button");
        return Optional("button", others?.Whole.Button, others?.Parent?.Button, () =>
        {
            var button = section.Find("button")!.Label(40);
            if (button?.Contains("{{", StringComparison.Ordinal) == true)
                section.Find("button")!.Refuse("a variable on a button, which would be shown as it stands", "plain words");
            return button;
        });
    }

    private string? Words(string key, int most, bool oneLine, bool hasLink, string? parent)
    {
        if (parent is not null && section.Find(key) is null)
            return parent;
        if (section.Require(key, others is null ? $"its {key}" : $"its {key} in {language}") is not { } field)
            return null;
        return Words(field, most, oneLine, hasLink, isMessage: key == "body" && channel != Channel.Push);
    }

    /// <summary>A text that is a template; null, and refused, when it is none.</summary>
    public string? Words(YamlField field, int most, bool oneLine, bool hasLink, bool isMessage = false)
    {
        var allowed = $"text of 1 to {most} characters{(oneLine ? " on one line" : "")}";
        if (field.Scalar(allowed)?.Text.Trim() is not { } text)
            return null;
        if (text.Length == 0 || text.Length > most || text.Any(c => char.IsControl(c) && (oneLine || c != '\n')))
        {
            field.Refuse(text.Length > most ? $"{text.Length} characters" : YamlValue.Quoted(text), allowed);
            return null;
        }

        if (oneLine)
            field.RefuseTurns(text);
        var scan = Scan(field, text, isMessage);
        _showsLink |= scan.Variables.Contains(TemplateScan.Link);
        if (scan.Variables.Contains(TemplateScan.Link) && !hasLink)
            field.Refuse("{{link}} with no link to show", "link as well, or no {{link}}");
        return text;
    }

    private string? Link(YamlField field) => Address(field, LinkTarget.Allowed, LinkTarget.WhyNotTemplate);

    private string? Image(YamlField field) => Address(field, ImageAllowed, LinkTarget.WhyNotPicture);

    private string? Address(YamlField field, string allowed, Func<string, string?> whyNot)
    {
        if (field.Scalar(allowed)?.Text.Trim() is not { } text)
            return null;
        var scan = Scan(field, text);
        if (scan.Variables.Contains(TemplateScan.Link))
            field.Refuse("{{link}} within the link itself", "other variables");
        if (scan.Recommends)
            field.Refuse("a loop in an address", "a single address");
        if (whyNot(text) is { } why)
            field.Refuse(why, allowed);
        return text;
    }

    private TemplateScan Scan(YamlField field, string text, bool isMessage = false)
    {
        var scan = TemplateScan.Of(text);
        SurveySection.Check(field, scan, isMessage);
        TriggerVariables.Note(field, scan);
        TouchOfferSection.Note(field, text);
        foreach (var problem in scan.Problems)
            Add(field, text, problem);
        var needed = PluralRules.Of(language);
        foreach (var call in scan.Plurals.Where(call => needed.Any(form => !call.Given.Contains(form))))
            Add(field, text, new(call.At, call.Length, call.Text, $"words for each form that {language} has: {string.Join(", ", needed)}"));
        if (scan.ItemFields.FirstOrDefault(path => path is not ("this.id" or "this.title")) is { } unknown && !field.Findings.HasCatalogue)
            field.Refuse($"{{{{{unknown}}}}} without a catalogue", "a catalogue in this file that has it, or this.title alone");
        return scan;
    }

    private static void Add(YamlField field, string text, TemplateProblem problem) =>
        field.Findings.AddAt(TextPosition.IndexOf(field, text, problem.At, problem.Length), field.Path, problem.Found, problem.Allowed);
}
