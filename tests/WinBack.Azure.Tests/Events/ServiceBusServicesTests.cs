using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Azure.Events;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Azure.Tests.Events;

public sealed class ServiceBusServicesTests
{
    [Theory]
    [InlineData("ServiceBus", "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=a2V5")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "contoso.servicebus.windows.net")]
    public void AddServiceBus_Connected_RegistersEverything(string key, string value) => Assert.All(
        new[] { typeof(IEventQueue), typeof(IDeadLetters), typeof(IIngestLag) }, port => Assert.Contains(Services(new() { [key] = value }), service => service.ServiceType == port));

    [Fact]
    public void AddServiceBus_NotConnected_RegistersNothing() => Assert.Empty(Services([]));

    [Fact]
    public void AddServiceBus_ConnectedTwice_IsRefused() => Assert.Throws<InvalidOperationException>(
        () => Services(new() { ["ServiceBus"] = "Endpoint=…", ["ServiceBus:fullyQualifiedNamespace"] = "contoso.servicebus.windows.net" }));

    private static ServiceCollection Services(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddServiceBus(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services;
    }
}
