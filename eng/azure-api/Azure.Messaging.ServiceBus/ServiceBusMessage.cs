using System.Text;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusMessage
{
    private const int LongestId = 128;

    public ServiceBusMessage()
        : this(default(ReadOnlyMemory<byte>))
    {
    }

    public ServiceBusMessage(string body)
        : this(Encoding.UTF8.GetBytes(body))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body) => Body = new BinaryData(body);

    public ServiceBusMessage(BinaryData body)
        : this(body?.ToMemory() ?? default)
    {
    }

    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
        : this(receivedMessage.Body)
    {
        (MessageId, PartitionKey, SessionId, ReplyToSessionId) =
            (receivedMessage.MessageId, receivedMessage.PartitionKey, receivedMessage.SessionId, receivedMessage.ReplyToSessionId);
        (TransactionPartitionKey, CorrelationId, Subject, To) =
            (receivedMessage.TransactionPartitionKey, receivedMessage.CorrelationId, receivedMessage.Subject, receivedMessage.To);
        (ContentType, ReplyTo, TimeToLive, ScheduledEnqueueTime) =
            (receivedMessage.ContentType, receivedMessage.ReplyTo, receivedMessage.TimeToLive, receivedMessage.ScheduledEnqueueTime);
        foreach (var (name, value) in receivedMessage.ApplicationProperties)
        {
            if (name is not (ServiceBusReceivedMessage.ReasonProperty or ServiceBusReceivedMessage.DescriptionProperty))
                ApplicationProperties[name] = value;
        }
    }

    public BinaryData Body { get; set; }

    public string MessageId
    {
        get;
        set => field = value is null or { Length: >= 1 and <= LongestId }
            ? value
            : throw new ArgumentException($"A message id has 1 to {LongestId} characters.", nameof(value));
    }

    public string PartitionKey { get; set; }
    public string TransactionPartitionKey { get; set; }
    public string SessionId { get; set; }
    public string ReplyToSessionId { get; set; }
    public TimeSpan TimeToLive { get; set; } = TimeSpan.MaxValue;
    public string CorrelationId { get; set; }
    public string Subject { get; set; }
    public string To { get; set; }
    public string ContentType { get; set; }
    public string ReplyTo { get; set; }
    public DateTimeOffset ScheduledEnqueueTime { get; set; }
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();
}
