namespace Microsoft.Azure.NotificationHubs;

public interface INotificationHubClient
{
    bool EnableTestSend { get; }

    Task<Uri> GetFeedbackContainerUriAsync();

    Task<Uri> GetFeedbackContainerUriAsync(CancellationToken cancellationToken);

    Task<NotificationOutcome> SendDirectNotificationAsync(Notification notification, IList<string> deviceHandles);

    Task<NotificationOutcome> SendDirectNotificationAsync(Notification notification, IList<string> deviceHandles, CancellationToken cancellationToken);

    Task<NotificationOutcome> SendDirectNotificationAsync(Notification notification, string deviceHandle);

    Task<NotificationOutcome> SendDirectNotificationAsync(Notification notification, string deviceHandle, CancellationToken cancellationToken);
}
