namespace Microsoft.Azure.NotificationHubs;

public sealed class RegistrationResult
{
    public string ApplicationPlatform { get; set; }

    public string PnsHandle { get; set; }

    public string RegistrationId { get; set; }

    public string Outcome { get; set; }
}
