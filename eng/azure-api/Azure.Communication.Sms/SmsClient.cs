using Azure.Core;

namespace Azure.Communication.Sms;

public class SmsClient
{
    protected SmsClient()
    {
    }

    public SmsClient(string connectionString) => throw NeedsTheService.Refusal();

    public SmsClient(string connectionString, SmsClientOptions options) => throw NeedsTheService.Refusal();

    public SmsClient(Uri endpoint, AzureKeyCredential keyCredential, SmsClientOptions options = null) => throw NeedsTheService.Refusal();

    public SmsClient(Uri endpoint, TokenCredential tokenCredential, SmsClientOptions options = null) => throw NeedsTheService.Refusal();

    public virtual Task<Response<SmsSendResult>> SendAsync(
        string from, string to, string message, SmsSendOptions options = null, CancellationToken cancellationToken = default) =>
        throw NeedsTheService.Refusal();

    public virtual Task<Response<IReadOnlyList<SmsSendResult>>> SendAsync(
        string from, IEnumerable<string> to, string message, SmsSendOptions options = null, CancellationToken cancellationToken = default) =>
        throw NeedsTheService.Refusal();
}
