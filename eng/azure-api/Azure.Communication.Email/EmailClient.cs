using Azure.Core;

namespace Azure.Communication.Email;

public class EmailClient
{
    protected EmailClient()
    {
    }

    public EmailClient(string connectionString) => throw NeedsTheService.Refusal();

    public EmailClient(string connectionString, EmailClientOptions options) => throw NeedsTheService.Refusal();

    public EmailClient(Uri endpoint, AzureKeyCredential credential, EmailClientOptions options = null) => throw NeedsTheService.Refusal();

    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions options = null) => throw NeedsTheService.Refusal();

    public virtual Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default) =>
        throw NeedsTheService.Refusal();

    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default) =>
        throw NeedsTheService.Refusal();

    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait,
        string senderAddress,
        string recipientAddress,
        string subject,
        string htmlContent,
        string plainTextContent = null,
        CancellationToken cancellationToken = default) =>
        throw NeedsTheService.Refusal();

    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait,
        string senderAddress,
        string recipientAddress,
        string subject,
        string htmlContent,
        Guid operationId,
        string plainTextContent = null,
        CancellationToken cancellationToken = default) =>
        throw NeedsTheService.Refusal();
}
