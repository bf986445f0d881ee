using System.Net;

namespace Microsoft.Azure.NotificationHubs;

public class NotificationHubSettings
{
    public IWebProxy Proxy { get; set; }

    public HttpMessageHandler MessageHandler { get; set; }

    public HttpClient HttpClient { get; set; }

    public TimeSpan? OperationTimeout { get; set; }

    public NotificationHubRetryOptions RetryOptions { get; set; } = new();
}
