using Azure;
using Azure.Communication.Email;
using Microsoft.Extensions.Logging;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Azure.Sending;

/// <summary>
/// E-mail by Azure Communication Services. The operation's id is the attempt's reference; its state is never asked for, because asking is
/// limited to 200 an hour: what becomes of a message comes as a delivery report.
/// </summary>
internal sealed class AcsEmailChannel(EmailClient client, EmailOptions email, AcsOptions acs, TimeProvider clock, ILogger log) : IChannel
{
    private readonly ProviderCall _call = new("Azure Communication Services e-mail", clock, log);

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public string Resource => acs.Endpoint!.Host;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        if (!EmailEnvelope.TryMake(message, out var envelope))
            return EmailEnvelope.NoAddress;
        var mail = Mail(envelope);
        return await _call.RunAsync(
            async stop => new SendResult.Accepted((await client.SendAsync(WaitUntil.Started, mail, message.Reference.ToGuid(), stop)).Id), cancel);
    }

    private EmailMessage Mail(EmailEnvelope envelope)
    {
        var mail = new EmailMessage(
            email.From,
            new EmailRecipients([new EmailAddress(envelope.To)]),
            new EmailContent(envelope.Subject) { PlainText = envelope.Text, Html = envelope.Html })
        {
            UserEngagementTrackingDisabled = acs.UserEngagementTrackingDisabled,
        };
        foreach (var (name, value) in envelope.WayOut)
            mail.Headers.Add(name, value);
        if (email.ReplyTo is { } replyTo)
            mail.ReplyTo.Add(new EmailAddress(replyTo));
        return mail;
    }
}
