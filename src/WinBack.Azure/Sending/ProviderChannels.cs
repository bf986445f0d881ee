using Azure.Core;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;
using WinBack.Azure.Outcomes;
using WinBack.Core.Sending;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Reporting.Guards;

namespace WinBack.Azure.Sending;

/// <summary>Makes the channels that lead to providers. Nothing is called before the first message.</summary>
public static class ProviderChannels
{
    /// <summary>Push by Notification Hubs.</summary>
    public static IChannel NotificationHubs(NotificationHubsOptions hub, TimeProvider clock, ILoggerFactory logs) =>
        new NotificationHubsChannel(AzureClients.Hub(hub), hub.HubName!, clock, Log(logs));

    /// <summary>What the hub learns of handles after it took a push to them.</summary>
    public static IPushFeedback HubFeedback(NotificationHubsOptions hub, ILoggerFactory logs) =>
        new HubFeedback(AzureClients.Hub(hub), new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) }, Log(logs));

    /// <summary>Text messages by Azure Communication Services.</summary>
    public static IChannel AcsSms(AcsOptions acs, SmsOptions sms, TokenCredential identity, TimeProvider clock, ILoggerFactory logs) =>
        new AcsSmsChannel(AzureClients.Sms(acs, identity), new(sms), acs.Endpoint!.Host, clock, Log(logs));

    /// <summary>E-mail by Azure Communication Services.</summary>
    public static IChannel AcsEmail(AcsOptions acs, EmailOptions email, TokenCredential identity, TimeProvider clock, ILoggerFactory logs) =>
        new AcsEmailChannel(AzureClients.Email(acs, identity), email, acs, clock, Log(logs));

    /// <summary>E-mail by a mail server.</summary>
    public static IChannel Smtp(SmtpOptions smtp, EmailOptions email, TimeProvider clock, ILoggerFactory logs) =>
        new SmtpChannel(smtp, email, clock, Log(logs), static () => new SmtpClient());

    /// <summary>Webhook touches by HTTP.</summary>
    public static IChannel Webhooks(WebhookTargets targets, TimeProvider clock, ILoggerFactory logs) => new WebhookChannel(targets, clock, Log(logs));

    /// <summary>Words of campaigns that paused themselves by HTTP.</summary>
    public static IGuardHook GuardHook(WebhookTarget target, TimeProvider clock, ILoggerFactory logs) => new GuardHook(target, clock, Log(logs));

    private static ILogger Log(ILoggerFactory logs) => logs.CreateLogger("WinBack.Azure.Sending");
}
