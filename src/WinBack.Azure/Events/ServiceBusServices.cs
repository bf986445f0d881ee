using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.Azure.Events;

/// <summary>Registers the queues on Service Bus.</summary>
public static class ServiceBusServices
{
    /// <summary>
    /// Name of the connection that the triggers name, too: <c>ServiceBus</c> holds a connection string, or
    /// <c>ServiceBus:fullyQualifiedNamespace</c> a host name such as <c>contoso.servicebus.windows.net</c>, reached by managed identity.
    /// </summary>
    public const string Connection = "ServiceBus";

    /// <summary>Setting of the host name.</summary>
    public const string Namespace = Connection + ":fullyQualifiedNamespace";

    /// <summary>Registers the queue, its dead letters and its lag; nothing when no connection is configured.</summary>
    /// <exception cref="InvalidOperationException">Both kinds of connection are configured.</exception>
    public static IServiceCollection AddServiceBus(this IServiceCollection services, IConfiguration configuration)
    {
        var (text, host) = (configuration[Connection], configuration[Namespace]);
        if (string.IsNullOrEmpty(text) && string.IsNullOrEmpty(host))
            return services;
        if (!string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(host))
            throw new InvalidOperationException($"{Connection} and {Namespace} are both set; one of them is to go.");
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services
            .AddSingleton(provider => string.IsNullOrEmpty(host)
                ? new ServiceBusClient(text, Impatient())
                : new ServiceBusClient(host, provider.GetRequiredService<TokenCredential>(), Impatient()))
            .AddSingleton<IEventQueue, ServiceBusEventQueue>()
            .AddSingleton<IDeadLetters, ServiceBusDeadLetters>()
            .AddSingleton<IIngestLag, ServiceBusIngestLag>();
    }

    // Somebody waits for the answer, and may send again: by default the client would try for four minutes.
    private static ServiceBusClientOptions Impatient() =>
        new() { RetryOptions = new() { MaxRetries = 2, TryTimeout = TimeSpan.FromSeconds(10), MaxDelay = TimeSpan.FromSeconds(2) } };
}
