using System.Diagnostics.CodeAnalysis;
using MimeKit;
using WinBack.Core.Sending;

namespace WinBack.Azure.Sending;

/// <summary>What every e-mail is made of, whoever takes it. Nothing in it can begin another header, recipient or part.</summary>
/// <param name="To">One address, without a name.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The text part.</param>
/// <param name="Html">The HTML part, or null.</param>
/// <param name="WayOut">The headers of the one-click unsubscription (RFC 8058).</param>
internal sealed record EmailEnvelope(string To, string Subject, string Text, string? Html, IReadOnlyList<KeyValuePair<string, string>> WayOut)
{
    /// <summary>The answer where there is no address to write to.</summary>
    public static SendResult NoAddress { get; } = new SendResult.RefusedForGood("it is no e-mail address", Suppress: true);

    /// <summary>Makes the envelope; false when the person's address is none, or more than one.</summary>
    /// <exception cref="ChannelUnavailableException">There is no way out to offer: nothing may leave until the settings are repaired.</exception>
    public static bool TryMake(OutboundMessage message, [NotNullWhen(true)] out EmailEnvelope? envelope)
    {
        envelope = null;
        var wayOut = WayOutOf(message.UnsubscribeUrl);
        var to = message.Addresses[0];
        if (to.Any(char.IsControl) || !MailboxAddress.TryParse(to, out var mailbox) || mailbox.Address != to || mailbox.Domain.Length == 0 || mailbox.Route.Count > 0)
            return false;
        envelope = new(to, OneLine(message.Content.Subject), message.Content.Text, message.Content.Html, wayOut);
        return true;
    }

    private static KeyValuePair<string, string>[] WayOutOf(string? unsubscribe)
    {
        if (unsubscribe is null)
            throw new ChannelUnavailableException("An e-mail without a way out is not sent: set Links:BaseUrl.");
        if (!Uri.TryCreate(unsubscribe, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            throw new ChannelUnavailableException("An e-mail whose way out is no https address is not sent: correct Links:BaseUrl.");
        return [new("List-Unsubscribe", $"<{url.AbsoluteUri}>"), new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")];
    }

    private static string OneLine(string? text) =>
        string.Concat((text ?? "").Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
}
