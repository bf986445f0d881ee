using System.Globalization;
using System.Text;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// Makes the message of one touch for one person. Pure: the same campaign and user give the same message on every machine. What a person or an
/// app wrote into a profile stays one line of plain text wherever it lands: it opens no tag, header, paragraph or other address.
/// </summary>
public static class MessageRenderer
{
    /// <summary>
    /// Most bytes of UTF-8 that both parts of an e-mail may have together: large mail programs cut what is longer, and it must fit into a row of the outbox.
    /// </summary>
    public const int MaxEmailBytes = 90_000;

    /// <summary>Most characters of a text message: ten segments in either alphabet, and what providers take.</summary>
    public const int MaxSmsCharacters = 1_530;

    // Subjects are folded into lines of a header, titles are cut by every phone: what a long value makes of them is cut here already.
    private const int MaxLine = 250;

    /// <summary>Renders a touch on one channel.</summary>
    /// <param name="campaign">The pinned version; its templates are compiled at first use and kept as long as it is.</param>
    /// <param name="touch">One of its touches.</param>
    /// <param name="channel">The channel that was claimed.</param>
    /// <param name="user">The person, as read last.</param>
    /// <param name="frame">What the house adds.</param>
    /// <param name="projectZone">Zone in which instants are shown to persons whose own is unknown; UTC for null.</param>
    /// <returns><see cref="Rendering.Failed"/> when nothing is left to say, too much is, or the link leads where none may; never an exception.</returns>
    public static Rendering Render(Campaign campaign, Touch touch, Channel channel, User user, MessageFrame frame, DateTimeZone? projectZone = null)
    {
        touch = touch.As(campaign, user);
        if (!touch.Templates.TryGetValue(channel, out var whole))
            return new Rendering.Failed($"the touch has nothing to say by {AttemptKey.Name(channel)}");
        var (template, language) = LocaleChain.Choose(whole, user.Profile.Locale?.Value, campaign.Language);
        if (campaign.Survey is { Locales.Count: > 0 } asked)
            campaign = campaign with { Survey = asked.For(language, campaign.Language).Survey };     // in the language of the message, not in another beside it
        var compiled = CompiledTemplate.Of(template);
        if (compiled.WhyNot is { } unreadable)
            return new Rendering.Failed(unreadable);
        var locale = ReaderLocale.Of(language, user.Profile.Locale?.Value, UserZone.Of(user.Profile, projectZone ?? DateTimeZone.Utc));
        var variables = TemplateVariables.Of(compiled.Variables, campaign, touch, user, locale, Answers(campaign, channel, frame));
        var link = compiled.Link?.Invoke(variables);
        if (link is not null && LinkTarget.WhyNot(link) is { } whyNot)
            return new Rendering.Failed($"the link may not be sent: {whyNot}");
        var shown = link is null ? null : frame.ClickLink ?? link;
        variables[TemplateScan.Link] = shown;
        var text = Trimmed(compiled.Body!(variables));
        if (channel == Channel.Webhook)
            return WebhookRendering.Of(template, compiled, variables, text);
        if (text.Length == 0)
            return new Rendering.Failed("the text is empty for this person");
        return channel switch
        {
            Channel.Push => Push(compiled, variables, text, link),
            Channel.Email => Email(new(template, language, campaign), compiled, variables, text, new(link, shown, frame)),
            _ => Sms(text, link),
        };
    }

    // The blanks that some languages set into figures would make sixteen bits of every character of the text.
    private static Rendering Sms(string text, string? link)
    {
        var plain = text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
        return plain.Length <= MaxSmsCharacters
            ? new Rendering.Done(new(null, null, plain, null, link))
            : new Rendering.Failed(string.Create(CultureInfo.InvariantCulture, $"the text has {plain.Length} characters for this person; {MaxSmsCharacters} are allowed"));
    }

    // A picture that may not be shown takes nothing else with it.
    private static Rendering Push(CompiledTemplate compiled, Dictionary<string, object?> variables, string text, string? link)
    {
        if (Line(compiled.Title, variables) is not { } title)
            return new Rendering.Failed("the title is empty for this person");
        var image = compiled.Image?.Invoke(variables);
        return new Rendering.Done(new(null, title, text, null, link, image is not null && LinkTarget.WhyNot(image) is null ? image : null));
    }

    private static Rendering Email(EmailTemplate email, CompiledTemplate compiled, Dictionary<string, object?> variables, string text, EmailLinks links)
    {
        if (Line(compiled.Subject, variables) is not { } subject)
            return new Rendering.Failed("the subject is empty for this person");
        var words = EmailWords.For(email.Language);
        var own = email.Template.Button;
        var button = links.Shown is null ? null : new EmailButton(own ?? words.Button, links.Shown, own is null ? words.Language : null);
        var foot = new EmailFoot(words, links.Frame.UnsubscribeUrl, links.Frame.PostalAddress, links.Frame.PreferencesUrl);
        var head = new EmailHead(email.Language, subject, Line(compiled.Preheader, variables));
        var shown = email.Campaign.Catalogue.Select(item => item.Link).OfType<string>().Where(link => text.Contains(link, StringComparison.Ordinal)).ToList();
        var (plain, html) = (EmailLayout.Text(text, button, foot), EmailLayout.Html(head, text, button, foot, shown, Answers(email.Campaign, links.Frame)));
        var bytes = Encoding.UTF8.GetByteCount(plain) + Encoding.UTF8.GetByteCount(html);
        return bytes <= MaxEmailBytes
            ? new Rendering.Done(new(subject, null, plain, html, links.Target) { Preheader = head.Preheader })
            : new Rendering.Failed(string.Create(CultureInfo.InvariantCulture, $"the e-mail has {bytes} bytes for this person; {MaxEmailBytes} are allowed"));
    }

    private static string? Line(TemplatePart? part, Dictionary<string, object?> variables) => PlainText.Line(part?.Invoke(variables)) is not { } line ? null
        : line.Length <= MaxLine ? line
        : line[..(char.IsHighSurrogate(line[MaxLine - 2]) ? MaxLine - 2 : MaxLine - 1)].TrimEnd() + "…";

    private static string? Answers(Campaign campaign, Channel channel, MessageFrame frame) => campaign.Survey is not { } survey ? null
        : channel == Channel.Email ? EmailAnswers.Listed(survey, frame.AnswerUrl) : SurveyReply.Listed(survey);

    private static Dictionary<string, (string Text, string Link)>? Answers(Campaign campaign, MessageFrame frame) => campaign.Survey is not { } survey || frame.AnswerUrl is null ? null
        : EmailAnswers.Lines(survey, frame.AnswerUrl).Where(each => each.Link is not null).ToDictionary(each => each.Line, each => (each.Text, each.Link!), StringComparer.Ordinal);

    /// <summary>What is said, in which language, and what it may recommend and ask.</summary>
    private sealed record EmailTemplate(Template Template, string Language, Campaign Campaign);

    /// <summary>Where an e-mail leads, what it shows for that, and what the house adds.</summary>
    private sealed record EmailLinks(string? Target, string? Shown, MessageFrame Frame);

    // Blocks that did not apply leave blanks and empty lines behind.
    private static string Trimmed(string rendered)
    {
        if (!rendered.Contains('\n', StringComparison.Ordinal))
            return rendered.Trim();
        var kept = new List<string>();
        foreach (var line in rendered.Split('\n'))
        {
            var trimmed = line.TrimEnd();
            if (trimmed.Length > 0 || (kept.Count > 0 && kept[^1].Length > 0))
                kept.Add(trimmed);
        }

        return string.Join('\n', kept).Trim();
    }
}
