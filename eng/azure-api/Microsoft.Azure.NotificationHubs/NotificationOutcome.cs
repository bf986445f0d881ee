namespace Microsoft.Azure.NotificationHubs;

public sealed class NotificationOutcome
{
    public NotificationOutcomeState State { get; internal set; }

    public long Success { get; set; }

    public long Failure { get; set; }

    public List<RegistrationResult> Results { get; set; }

    public string NotificationId { get; set; }

    public string TrackingId { get; internal set; }
}
