using Azure.Communication.Email;
using Azure.Communication.Sms;
using Azure.Core;
using Microsoft.Azure.NotificationHubs;

namespace WinBack.Azure.Sending;

/// <summary>The clients of the providers' SDKs. None retries: a message that may have left is never sent again, and a wait the provider asks for is kept by the sequence.</summary>
internal static class AzureClients
{
    // A hand-over waits no longer than this for its answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static SmsClient Sms(AcsOptions acs, TokenCredential identity) => new(acs.Endpoint!, identity, WithoutRetries(new SmsClientOptions()));

    public static EmailClient Email(AcsOptions acs, TokenCredential identity) => new(acs.Endpoint!, identity, WithoutRetries(new EmailClientOptions()));

    public static NotificationHubClient Hub(NotificationHubsOptions hub) => new(hub.ConnectionString!, hub.HubName!, HubSettings());

    public static NotificationHubSettings HubSettings() => new()
    {
        OperationTimeout = Patience,
        RetryOptions = new() { MaxRetries = 0 },
    };

    public static T WithoutRetries<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = Patience;
        return options;
    }
}
