namespace Azure.Communication.Sms;

internal static class NeedsTheService
{
    public static NotSupportedException Refusal() =>
        new("This build has only the API of Azure.Communication.Sms. Build with AzurePackages=nuget to send.");
}
