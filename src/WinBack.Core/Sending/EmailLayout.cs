using System.Text;

namespace WinBack.Core.Sending;

/// <summary>
/// The two parts of an e-mail, made from the same plain text. The HTML is one column that a phone shows without zooming, reads well aloud,
/// keeps its contrast in dark mode, loads nothing, and still has its button in mail programs that know tables only.
/// </summary>
internal static class EmailLayout
{
    // Contrast of at least 7:1 for text and 6:1 for the button, in both modes.
    private const string Style = """
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        @media (prefers-color-scheme:dark){
        .page,.page td{background:#15181c!important;color:#e9ecef!important}
        .page .button{background:#9ec1ff!important}
        .page .button a{color:#0b1a33!important}
        .page .why{color:#b6bec7!important;border-color:#3a424b!important}
        .page p a{color:#9ec1ff!important}}
        """;

    private const string Font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    // Blanks without width: else a list of e-mails goes on after a short preheader with the first words of the text.
    private static readonly string Padding = string.Concat(Enumerable.Repeat("&#847;&zwnj;&nbsp;", 40));

    private static readonly HashSet<string> RightToLeft = new(["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The text part. The link stands in it, as the button's place, unless the text shows it already.</summary>
    public static string Text(string text, EmailButton? button, EmailFoot foot)
    {
        var part = new StringBuilder(text);
        if (button is not null && !text.Contains(button.Link, StringComparison.Ordinal))
            part.Append("\n\n").Append(button.Words).Append(":\n").Append(button.Link);
        part.Append("\n\n").Append(foot.Words.Why).Append('\n');
        if (foot.UnsubscribeUrl is { } wayOut)
            part.Append(foot.Words.Unsubscribe).Append(": ").Append(wayOut).Append('\n');
        if (foot.PreferencesUrl is { } wishes)
            part.Append(foot.Words.Preferences).Append(": ").Append(wishes).Append('\n');
        if (foot.PostalAddress is { } postal)
            part.Append(postal).Append('\n');
        return part.ToString();
    }

    /// <summary>The HTML part.</summary>
    /// <param name="head">Language, subject and preheader.</param>
    /// <param name="text">Paragraphs, separated by empty lines; a single line break stays one.</param>
    /// <param name="button">The button, or null.</param>
    /// <param name="foot">What the campaign does not say.</param>
    /// <param name="links">Other addresses of the campaign's own that the text shows.</param>
    /// <param name="answers">By its line in the text, what each answer of the survey says and leads to; null for none.</param>
    public static string Html(
        EmailHead head, string text, EmailButton? button, EmailFoot foot, IReadOnlyList<string>? links = null, IReadOnlyDictionary<string, (string Text, string Link)>? answers = null)
    {
        var language = head.Language;
        var direction = RightToLeft.Contains(Primary(language)) ? "rtl" : "ltr";
        var html = new StringBuilder(4096);
        html.Append($"""<!doctype html><html lang="{Escaped(language)}" dir="{direction}"><head><meta charset="utf-8">""")
            .Append("""<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">""")
            .Append($"""<meta name="supported-color-schemes" content="light dark"><title>{Escaped(head.Subject)}</title><style>{Style}</style></head>""")
            .Append("""<body class="page" style="margin:0;padding:0;background:#ffffff">""");
        if (head.Preheader is { } preheader)
            html.Append($"""<div aria-hidden="true" style="display:none;max-height:0;overflow:hidden;mso-hide:all">{Escaped(preheader)}{Padding}</div>""");
        html.Append($"""<div role="article" aria-label="{Escaped(head.Subject)}" lang="{Escaped(language)}" dir="{direction}">""")
            .Append("""<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;margin:0 auto"><tr>""")
            .Append($"""<td lang="{Escaped(language)}" dir="{direction}" style="padding:24px 20px;background:#ffffff;color:#1c2126;{Font};font-size:17px;line-height:1.55;overflow-wrap:anywhere;word-break:break-word">""");
        string[] shown = [.. Enumerable.Append(links ?? [], button?.Link).OfType<string>(), .. answers?.Values.Select(answer => answer.Link) ?? []];
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            html.Append("""<p style="margin:0 0 18px">""").Append(EmailAnswers.Html(paragraph, answers, Escaped) ?? Paragraph(paragraph, shown)).Append("</p>");
        if (button is not null)
            AppendButton(html, button, language);
        AppendFoot(html, foot, language);
        return html.Append("</td></tr></table></div></body></html>\n").ToString();
    }

    private static void AppendFoot(StringBuilder html, EmailFoot foot, string language)
    {
        html.Append($"""<p class="why"{Lang(foot.Words.Language, language)} style="margin:28px 0 0;padding-top:14px;border-top:1px solid #d5dae0;color:#4a525b;font-size:14px">""")
            .Append(Escaped(foot.Words.Why));
        if (foot.UnsubscribeUrl is { } wayOut)
            html.Append($"""<br><a href="{Escaped(wayOut)}" style="color:#1a4fb4">{Escaped(foot.Words.Unsubscribe)}</a>""");
        if (foot.PreferencesUrl is { } wishes)
            html.Append($""" · <a href="{Escaped(wishes)}" style="color:#1a4fb4">{Escaped(foot.Words.Preferences)}</a>""");
        if (foot.PostalAddress is { } postal)
            html.Append("<br>").Append(Escaped(postal).ReplaceLineEndings("<br>"));
        html.Append("</p>");
    }

    private static void AppendButton(StringBuilder html, EmailButton button, string language) => html
        .Append("""<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:6px 0 0"><tr>""")
        .Append("""<td class="button" bgcolor="#1a4fb4" style="border-radius:8px;background:#1a4fb4">""")
        .Append($"""<a href="{Escaped(button.Link)}"{(button.Language is { } own ? Lang(own, language) : "")} """)
        .Append("""style="display:inline-block;padding:13px 26px;color:#ffffff;font-weight:600;text-decoration:none">""")
        .Append(Escaped(button.Words))
        .Append("</a></td></tr></table>");

    // An address that the text shows, of those the campaign wrote, can be followed; everything else is text.
    private static string Paragraph(string paragraph, string[] links)
    {
        var html = Escaped(paragraph).Replace("\n", "<br>", StringComparison.Ordinal);
        if (!Array.Exists(links, link => paragraph.Contains(link, StringComparison.Ordinal)))
            return html;
        var words = html.Split(' ');
        for (var i = 0; i < words.Length; i++)
            words[i] = string.Join("<br>", words[i].Split("<br>").Select(word => Anchor(word, links)));
        return string.Join(' ', words);
    }

    private static string Anchor(string word, string[] links)
    {
        foreach (var link in links)
        {
            var shown = Escaped(link);
            if (word.StartsWith(shown, StringComparison.Ordinal) && word[shown.Length..].Trim('.', ',', '!', '?', ')').Length == 0)
                return $"""<a href="{shown}" style="color:#1a4fb4">{shown}</a>{word[shown.Length..]}""";
        }

        return word;
    }

    private static string Lang(string part, string whole) => Primary(whole).Equals(part, StringComparison.OrdinalIgnoreCase) ? "" : $""" lang="{part}" """.TrimEnd();

    private static string Primary(string tag) => tag.Split('-')[0];

    // Not HtmlEncoder: it makes "&#xE4;" of every "ä" and doubles the size of many languages.
    private static string Escaped(string text) => text.AsSpan().IndexOfAny("&<>\"'") < 0 ? text : text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);
}
