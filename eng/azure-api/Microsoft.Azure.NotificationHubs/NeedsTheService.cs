namespace Microsoft.Azure.NotificationHubs;

internal static class NeedsTheService
{
    public static NotSupportedException Refusal() =>
        new("This build has only the API of Microsoft.Azure.NotificationHubs. Build with AzurePackages=nuget to send.");
}
