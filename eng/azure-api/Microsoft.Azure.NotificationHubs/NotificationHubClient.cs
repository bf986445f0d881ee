namespace Microsoft.Azure.NotificationHubs;

public class NotificationHubClient : INotificationHubClient
{
    public NotificationHubClient(string connectionString, string notificationHubPath) => throw NeedsTheService.Refusal();

    public NotificationHubClient(string connectionString, string notificationHubPath, NotificationHubSettings settings) =>
        throw NeedsTheService.Refusal();

    public bool EnableTestSend => throw NeedsTheService.Refusal();

    public Task<Uri> GetFeedbackContainerUriAsync() => throw NeedsTheService.Refusal();

    public Task<Uri> GetFeedbackContainerUriAsync(CancellationToken cancellationToken) => throw NeedsTheService.Refusal();

    public Task<NotificationOutcome> SendDirectNotificationAsync(Notification notification, string deviceHandle) =>
        throw NeedsTheService.Refusal();

    public Task<NotificationOutcome> SendDirectNotificationAsync(
        Notification notification, string deviceHandle, CancellationToken cancellationToken) =>
        throw NeedsTheService.Refusal();

    public Task<NotificationOutcome> SendDirectNotificationAsync(Notification notification, IList<string> deviceHandles) =>
        throw NeedsTheService.Refusal();

    public Task<NotificationOutcome> SendDirectNotificationAsync(
        Notification notification, IList<string> deviceHandles, CancellationToken cancellationToken) =>
        throw NeedsTheService.Refusal();
}
