using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WinBack.Azure.Sending;
using WinBack.Core.Reporting.Guards;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>Which provider takes the messages of each channel.</summary>
public static class ChannelServices
{
    /// <summary>
    /// Registers the channels that <c>Sending:Push</c>, <c>Sending:Sms</c>, <c>Sending:Email</c> and <c>Sending:Webhook</c> name, the outbox by default. The settings of a
    /// provider are needed, and checked at start, only when it is chosen.
    /// </summary>
    /// <exception cref="InvalidOperationException">A choice is none of those there are; the message names the setting.</exception>
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration)
    {
        var chosen = configuration.GetSection("Sending").Get<SendingOptions>() ?? new();
        services.PostConfigure<SendingOptions>(options => options.LimitToWhatProvidersAllow());
        services.TryAddSingleton<IOptOutProof>(given => ActivatorUtilities.CreateInstance<OptOutProof>(given, configuration, new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })));
        services.AddPush(chosen.Push, configuration).AddSms(chosen.Sms, configuration).AddEmail(chosen.Email, configuration).AddWebhook(chosen.Webhook).AddGuardHook(configuration);
        return services;
    }

    /// <summary>Registers the outbox for every channel, whatever the settings say: nothing leaves the house.</summary>
    public static IServiceCollection AddOutboxChannels(this IServiceCollection services)
    {
        foreach (var channel in Enum.GetValues<Channel>())
            services.AddOutbox(channel);
        return services;
    }

    private static IServiceCollection AddPush(this IServiceCollection services, PushProvider provider, IConfiguration configuration) => provider switch
    {
        PushProvider.Outbox => services.AddOutbox(Channel.Push),
        PushProvider.NotificationHubs => services
            .AddSettings<NotificationHubsOptions>(configuration, "NotificationHubs")
            .AddHubFeedback(configuration)
            .AddGuarded(given => ProviderChannels.NotificationHubs(given.Of<NotificationHubsOptions>(), given.Of<TimeProvider>(), given.Of<ILoggerFactory>())),
        PushProvider.Off => services,
        _ => throw new InvalidOperationException($"Sending:Push is {provider}: use one of {string.Join(", ", Enum.GetNames<PushProvider>())}."),
    };

    // Only what is registered is asked.
    private static IServiceCollection AddHubFeedback(this IServiceCollection services, IConfiguration configuration) =>
        configuration.GetSection("NotificationHubs").Get<NotificationHubsOptions>() is { Feedback: true }
            ? services.AddSingleton(given => ProviderChannels.HubFeedback(given.Of<NotificationHubsOptions>(), given.Of<ILoggerFactory>()))
            : services;

    private static IServiceCollection AddSms(this IServiceCollection services, SmsProvider provider, IConfiguration configuration) => provider switch
    {
        SmsProvider.Outbox => services.AddOutbox(Channel.Sms),
        SmsProvider.Acs => services
            .AddAcs(configuration)
            .AddSettings<SmsOptions>(configuration, "Sms")
            .AddGuarded(given => ProviderChannels.AcsSms(
                given.Of<AcsOptions>(), given.Of<SmsOptions>(), given.Of<TokenCredential>(), given.Of<TimeProvider>(), given.Of<ILoggerFactory>())),
        SmsProvider.Off => services,
        _ => throw new InvalidOperationException($"Sending:Sms is {provider}: use one of {string.Join(", ", Enum.GetNames<SmsProvider>())}."),
    };

    private static IServiceCollection AddEmail(this IServiceCollection services, EmailProvider provider, IConfiguration configuration) => provider switch
    {
        EmailProvider.Outbox => services.AddOutbox(Channel.Email),
        EmailProvider.Acs => services
            .AddAcs(configuration)
            .AddSender()
            .AddGuarded(given => ProviderChannels.AcsEmail(
                given.Of<AcsOptions>(), given.Of<EmailOptions>(), given.Of<TokenCredential>(), given.Of<TimeProvider>(), given.Of<ILoggerFactory>())),
        EmailProvider.Smtp => services
            .AddSettings<SmtpOptions>(configuration, "Smtp")
            .AddSender()
            .AddGuarded(given => ProviderChannels.Smtp(
                given.Of<SmtpOptions>(), given.Of<EmailOptions>(), given.Of<TimeProvider>(), given.Of<ILoggerFactory>())),
        EmailProvider.Off => services,
        _ => throw new InvalidOperationException($"Sending:Email is {provider}: use one of {string.Join(", ", Enum.GetNames<EmailProvider>())}."),
    };

    // No way out is proved: what leads to the person is the receiver's, and a "no" reaches us as a consent.
    private static IServiceCollection AddWebhook(this IServiceCollection services, WebhookProvider provider) => provider switch
    {
        WebhookProvider.Outbox => services.AddOutbox(Channel.Webhook),
        WebhookProvider.Http => services
            .AddWebhookCheck()
            .AddSingleton<IChannel>(given => ProviderChannels.Webhooks(given.Of<WebhookTargets>(), given.Of<TimeProvider>(), given.Of<ILoggerFactory>())),
        WebhookProvider.Off => services,
        _ => throw new InvalidOperationException($"Sending:Webhook is {provider}: use one of {string.Join(", ", Enum.GetNames<WebhookProvider>())}."),
    };

    // Leaves the house like a message, so only where messages may.
    private static IServiceCollection AddGuardHook(this IServiceCollection services, IConfiguration configuration) =>
        configuration.GetSection("Guards").Get<GuardOptions>()?.ToTarget() is { } target
            ? services.AddSingleton(given => ProviderChannels.GuardHook(target, given.Of<TimeProvider>(), given.Of<ILoggerFactory>())) : services;

    private static IServiceCollection AddWebhookCheck(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>();
        return services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookCheck>();
    }

    private static IServiceCollection AddOutbox(this IServiceCollection services, Channel channel) =>
        services.AddSingleton<IChannel>(given => new OutboxChannel(channel, given.Of<Outbox>(), given.Of<TimeProvider>()));

    private static IServiceCollection AddAcs(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services.AddSettings<AcsOptions>(configuration, "Acs");
    }

    // E-mail that leaves the house comes from somebody, who says where they can be written to, and offers a way out.
    private static IServiceCollection AddSender(this IServiceCollection services)
    {
        services.AddOptions<EmailOptions>()
            .Validate(email => email.From is not null, "Email:From is missing: the address that e-mails come from.")
            .Validate(email => email.PostalAddress is not null, "Email:PostalAddress is missing: where the sender can be written to.");
        services.AddOptions<LinkOptions>()
            .Validate(links => links.BaseUrl is not null, "Links:BaseUrl is missing: the public address of this app, where e-mails are ended.");
        return services;
    }

    // No way in without a way out.
    private static IServiceCollection AddGuarded(this IServiceCollection services, Func<IServiceProvider, IChannel> make) =>
        services.AddHostedService<OptOutCheck>().AddSingleton<IChannel>(given => new GuardedChannel(make(given), given.Of<IOptOutProof>()));

    private static T Of<T>(this IServiceProvider given)
        where T : class => given.GetRequiredService<T>();
}
