namespace Microsoft.Azure.NotificationHubs.Messaging;

public class MessagingException : Exception
{
    internal MessagingException()
    {
    }

    public MessagingExceptionDetail Detail { get; private set; }

    public DateTime Timestamp { get; private set; }

    public bool IsTransient { get; private set; }

    public TimeSpan? RetryAfter { get; protected set; }
}
