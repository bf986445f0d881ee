using System.Text;
using WinBack.Core.Reporting;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Functions.Pages;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>One message as its reader would see it.</summary>
internal static class MessageView
{
    /// <param name="entry">The message.</param>
    /// <param name="number">Its place on the page, from 1.</param>
    /// <param name="links">Addresses.</param>
    public static Html Of(OutboxEntry entry, int number, PageLinks links)
    {
        var message = entry.Message;
        return Html.Of($"""
            <article class="card" aria-labelledby="message-{number}">
            <h2 id="message-{number}">{Heading(message)}{(message.IsTest ? " (test)" : "")}</h2>
            <p class="quiet"><time datetime="{entry.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}">{entry.At.UtcDateTime:HH:mm:ss} UTC</time> · campaign {message.Campaign} · touch {message.Touch} · person <a href="{links.User(message.UserId)}">{message.UserId}</a></p>
            {(message.Channel == Channel.Webhook ? Webhook(message) : Shown(message.Channel, message.Content))}
            </article>
            """);
    }

    private static string Heading(OutboundMessage message) => message.Channel switch
    {
        Channel.Email => $"E-mail to {string.Join(", ", message.Addresses)}",
        Channel.Sms => $"SMS to {string.Join(", ", message.Addresses)}",
        Channel.Webhook => $"Webhook to {message.Content.Webhook?.Target}",
        _ => $"Push to {Installations(message.Addresses.Count)}",     // its addresses are handles that tell nobody anything
    };

    private static string Installations(int count) => Counted.Of(count, "installation");

    /// <summary>What a message says, as its channel shows it.</summary>
    public static Html Shown(Channel channel, RenderedMessage content) => channel switch
    {
        Channel.Email => Email(content),
        Channel.Sms => Sms(content),
        Channel.Webhook => Webhook(content),
        _ => Push(content),
    };

    // The sandbox is empty: no script, no form, no way out of the frame; the page's policy lets nothing load within it.
    private static Html Email(RenderedMessage content) => Html.Of($"""
        <p class="subject">{content.Subject}</p>
        {(content.Preheader is { } preheader ? Html.Of($"""<p class="quiet">{preheader}</p>""") : Html.Empty)}
        {(content.Html is { } html ? Html.Of($"""<iframe sandbox="" loading="lazy" title="E-mail: {content.Subject}" srcdoc="{html}"></iframe>""") : Html.Empty)}
        <details{(content.Html is null ? Html.Of($" open") : Html.Empty)}><summary>Text part</summary><pre>{content.Text}</pre></details>
        {Leads(content.DeepLink)}
        """);

    private static Html Sms(RenderedMessage content)
    {
        var counted = SmsSegments.Of(content.Text);
        var (single, encoding) = counted.Encoding == SmsEncoding.Gsm7 ? (160, "GSM-7") : (70, "UCS-2");
        var room = counted.Segments > 1 ? $"{counted.Units} units" : $"{counted.Units} of {single} units";
        return Html.Of($"""
            <div class="shown"><p class="bubble">{content.Text}</p></div>
            <p class="quiet">{Counted.Of(counted.Segments, "segment")}, {room}, {encoding}</p>
            """);
    }

    private static Html Push(RenderedMessage content) => Html.Of($"""
        <div class="shown phone"><div class="icon" aria-hidden="true"></div><div><p class="title">{content.Title}</p><p>{content.Text}</p></div></div>
        {(content.Image is { } image ? Html.Of($"""<p class="quiet">Picture from <code>{image}</code></p>""") : Html.Empty)}
        {Leads(content.DeepLink)}
        """);

    // The body as it would be sent.
    private static Html Webhook(OutboundMessage message) => Html.Of($"<pre>{Encoding.UTF8.GetString(WebhookPayload.Of(message, indented: true))}</pre>");

    private static Html Webhook(RenderedMessage content) => Html.Of($"""
        <p class="subject">{content.Title}</p>
        {(content.Text.Length > 0 ? Html.Of($"<pre>{content.Text}</pre>") : Html.Empty)}
        <ul>{Html.Join((content.Webhook?.Fields ?? new Dictionary<string, string>()).Select(field => Html.Of($"<li>{field.Key}: {field.Value}</li>")))}</ul>
        <p class="quiet">Goes to the target <code>{content.Webhook?.Target}</code></p>
        """);

    // Text, not a link: a click here would count as the reader's.
    private static Html Leads(string? link) => link is null ? Html.Empty : Html.Of($"""<p class="quiet">Leads to <code>{link}</code></p>""");
}
