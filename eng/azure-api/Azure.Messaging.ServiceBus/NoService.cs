namespace Azure.Messaging.ServiceBus;

internal static class NoService
{
    public static NotSupportedException Here() => new("This build cannot reach Service Bus: build with AzurePackages=nuget.");
}
