namespace Azure.Communication.Email;

internal static class NeedsTheService
{
    public static NotSupportedException Refusal() =>
        new("This build has only the API of Azure.Communication.Email. Build with AzurePackages=nuget to send.");
}
