using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// Makes the message of one touch for one person. Pure: the same campaign and user give the same message on every machine. What a person or an
/// app wrote into a profile stays one line of plain text wherever it lands: it opens no tag, header, paragraph or other address.
/// </summary>
public static class MessageRenderer
{
    /// <summary>Renders a touch on one channel.</summary>
    /// <param name="campaign">The pinned version; its templates are compiled at first use and kept as long as it is.</param>
    /// <param name="touch">One of its touches.</param>
    /// <param name="channel">The channel that was claimed.</param>
    /// <param name="user">The person, as read last.</param>
    /// <param name="frame">What the house adds.</param>
    /// <returns><see cref="Rendering.Failed"/> when nothing is left to say, or the link leads where none may; never an exception.</returns>
    public static Rendering Render(Campaign campaign, Touch touch, Channel channel, User user, MessageFrame frame)
    {
        if (!touch.Templates.TryGetValue(channel, out var template))
            return new Rendering.Failed($"the touch has nothing to say by {AttemptKey.Name(channel)}");
        var compiled = CompiledTemplate.Of(template);
        if (compiled.WhyNot is { } unreadable)
            return new Rendering.Failed(unreadable);
        var variables = TemplateVariables.Of(compiled.Variables, campaign, touch, user);
        var link = compiled.Link?.Invoke(variables);
        if (link is not null && LinkTarget.WhyNot(link) is { } whyNot)
            return new Rendering.Failed($"the link may not be sent: {whyNot}");
        var shown = link is null ? null : frame.ClickLink ?? link;
        variables[TemplateScan.Link] = shown;
        var text = Trimmed(compiled.Body!(variables));
        if (text.Length == 0)
            return new Rendering.Failed("the text is empty for this person");
        return channel switch
        {
            Channel.Push => Push(compiled, variables, text, link),
            Channel.Email => Email(campaign, template, compiled, variables, text, new(link, shown, frame)),
            _ => new Rendering.Done(new(null, null, text, null, link)),
        };
    }

    private static Rendering Push(CompiledTemplate compiled, Dictionary<string, object?> variables, string text, string? link) =>
        PlainText.Line(compiled.Title?.Invoke(variables)) is { } title
            ? new Rendering.Done(new(null, title, text, null, link))
            : new Rendering.Failed("the title is empty for this person");

    private static Rendering Email(
        Campaign campaign, Template template, CompiledTemplate compiled, Dictionary<string, object?> variables, string text, EmailLinks links)
    {
        if (PlainText.Line(compiled.Subject?.Invoke(variables)) is not { } subject)
            return new Rendering.Failed("the subject is empty for this person");
        var words = EmailWords.For(campaign.Language);
        var button = links.Shown is null ? null : new EmailButton(template.Button ?? words.Button, links.Shown, template.Button is null ? words.Language : null);
        var foot = new EmailFoot(words, links.Frame.UnsubscribeUrl, links.Frame.PostalAddress, links.Frame.PreferencesUrl);
        return new Rendering.Done(new(
            subject, null, EmailLayout.Text(text, button, foot), EmailLayout.Html(campaign.Language, subject, text, button, foot), links.Target));
    }

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
