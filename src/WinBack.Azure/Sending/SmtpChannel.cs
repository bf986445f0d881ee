using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Azure.Sending;

/// <summary>E-mail by a mail server, for teams without Communication Services. One connection a message.</summary>
/// <param name="smtp">The server.</param>
/// <param name="email">From whom.</param>
/// <param name="clock">Date of messages.</param>
/// <param name="log">Gets what an operator has to act on.</param>
/// <param name="connect">Makes a client that is not connected yet.</param>
internal sealed class SmtpChannel(SmtpOptions smtp, EmailOptions email, TimeProvider clock, ILogger log, Func<SmtpClient> connect) : IChannel
{
    private const string Provider = "The mail server";

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public string Resource => smtp.Host!;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        if (!EmailEnvelope.TryMake(message, out var envelope))
            return EmailEnvelope.NoAddress;
        using var mail = MimeMail.Make(envelope, email, message.Reference, clock.GetUtcNow());
        using var client = connect();
        await ConnectAsync(client, cancel);
        return await HandOverAsync(client, mail, cancel);
    }

    private async Task ConnectAsync(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.ConnectAsync(smtp.Host!, smtp.Port, Secured(smtp.Security), cancel);
            if (smtp.User is { } user)
                await client.AuthenticateAsync(user, smtp.Password!, cancel);

            // By DATA a message counts once its closing dot is there; by BDAT once its last byte is, which nobody here would see.
            client.Capabilities &= ~SmtpCapabilities.Chunking;
        }
        catch (Exception failure)
        {
            throw new ChannelUnavailableException($"{Provider} could not be reached or does not let us in", failure);
        }
    }

    private async Task<SendResult> HandOverAsync(SmtpClient client, MimeMessage mail, CancellationToken cancel)
    {
        var begun = new Begun();
        try
        {
            await client.SendAsync(mail, cancel, begun);
        }
        catch (SmtpCommandException refusal)
        {
            var answer = SmtpAnswer.Of(refusal, clock.GetUtcNow());
            if (answer is SendResult.RefusedForNow && refusal.StatusCode >= SmtpStatusCode.CommandUnrecognized)
                log.SenderNotTaken((int)refusal.StatusCode);
            return answer;
        }
        catch (Exception failure)
        {
            if (!begun.Yes)
                throw new ChannelUnavailableException($"{Provider} went away before it was given the message", failure);
            log.NoAnswer(Provider, failure.GetType().Name);
            return new SendResult.Unknown($"no answer of the mail server ({failure.GetType().Name})");
        }

        await LeaveAsync(client, cancel);
        return new SendResult.Accepted(mail.MessageId!);
    }

    // The message is taken; how the server says goodbye changes nothing.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception failure) when (failure is IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            // Nothing is lost.
        }
    }

    private static SecureSocketOptions Secured(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => throw new ArgumentOutOfRangeException(nameof(security), security, "No such security."),
    };

    // Told before the closing dot can have been written: a message of which nothing was told was not taken.
    private sealed class Begun : ITransferProgress
    {
        public bool Yes { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Yes = true;

        public void Report(long bytesTransferred) => Yes = true;
    }
}
