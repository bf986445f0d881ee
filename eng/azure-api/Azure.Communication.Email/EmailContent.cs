namespace Azure.Communication.Email;

public class EmailContent
{
    public EmailContent(string subject) => Subject = subject ?? throw new ArgumentNullException(nameof(subject));

    public string Subject { get; }

    public string PlainText { get; set; }

    public string Html { get; set; }
}
