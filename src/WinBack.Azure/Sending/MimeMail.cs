using MimeKit;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Azure.Sending;

/// <summary>An e-mail as it goes over the wire: a text and an HTML part of the same content, and the headers of a mailing that can be left.</summary>
internal static class MimeMail
{
    /// <summary>Makes the message.</summary>
    /// <param name="envelope">To whom and what.</param>
    /// <param name="email">From whom.</param>
    /// <param name="reference">Becomes the left side of the Message-ID, so that a bounce that quotes it leads back.</param>
    /// <param name="at">Date of the message.</param>
    public static MimeMessage Make(EmailEnvelope envelope, EmailOptions email, AttemptReference reference, DateTimeOffset at)
    {
        var from = new MailboxAddress(email.FromName ?? "", email.From!);
        var mail = new MimeMessage
        {
            Subject = envelope.Subject,
            Date = at,
            MessageId = $"{reference.Text}@{from.Domain}",
            Body = new BodyBuilder { TextBody = envelope.Text, HtmlBody = envelope.Html }.ToMessageBody(),
        };
        mail.From.Add(from);
        mail.To.Add(new MailboxAddress("", envelope.To));
        if (email.ReplyTo is { } replyTo)
            mail.ReplyTo.Add(new MailboxAddress("", replyTo));
        foreach (var (name, value) in envelope.WayOut)
            mail.Headers.Add(name, value);
        return mail;
    }
}
