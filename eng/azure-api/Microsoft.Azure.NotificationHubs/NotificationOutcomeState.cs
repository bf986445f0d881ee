namespace Microsoft.Azure.NotificationHubs;

public enum NotificationOutcomeState
{
    Enqueued = 0,
    DetailedStateAvailable = 1,
    Processing = 2,
    Completed = 3,
    Abandoned = 4,
    Unknown = 5,
    NoTargetFound = 6,
    Cancelled = 7,
}
