using System.Net;

namespace Microsoft.Azure.NotificationHubs.Messaging;

public sealed class MessagingExceptionDetail
{
    internal MessagingExceptionDetail()
    {
    }

    public int ErrorCode { get; private set; }

    public HttpStatusCode? HttpStatusCode { get; private set; }

    public string TrackingId { get; private set; }

    public string Message { get; private set; }
}
