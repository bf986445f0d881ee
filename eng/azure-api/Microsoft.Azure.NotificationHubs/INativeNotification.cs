namespace Microsoft.Azure.NotificationHubs;

public interface INativeNotification
{
}
