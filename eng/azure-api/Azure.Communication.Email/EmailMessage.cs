namespace Azure.Communication.Email;

public class EmailMessage
{
    public EmailMessage(string senderAddress, string recipientAddress, EmailContent content)
        : this(senderAddress, new EmailRecipients([new EmailAddress(recipientAddress)]), content)
    {
    }

    public EmailMessage(string senderAddress, EmailRecipients recipients, EmailContent content) =>
        (SenderAddress, Recipients, Content) = (senderAddress, recipients, content);

    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    public string SenderAddress { get; }

    public EmailContent Content { get; }

    public EmailRecipients Recipients { get; }

    public IList<EmailAddress> ReplyTo { get; } = [];

    public bool? UserEngagementTrackingDisabled { get; set; }
}
