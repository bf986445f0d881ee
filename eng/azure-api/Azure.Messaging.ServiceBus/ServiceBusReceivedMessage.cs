namespace Azure.Messaging.ServiceBus;

public class ServiceBusReceivedMessage
{
    internal const string ReasonProperty = "DeadLetterReason";
    internal const string DescriptionProperty = "DeadLetterErrorDescription";

    internal ServiceBusReceivedMessage()
    {
    }

    public BinaryData Body { get; internal init; }
    public string MessageId { get; internal init; }
    public string PartitionKey { get; internal init; }
    public string TransactionPartitionKey { get; internal init; }
    public string SessionId { get; internal init; }
    public string ReplyToSessionId { get; internal init; }
    public TimeSpan TimeToLive { get; internal init; }
    public string CorrelationId { get; internal init; }
    public string Subject { get; internal init; }
    public string To { get; internal init; }
    public string ContentType { get; internal init; }
    public string ReplyTo { get; internal init; }
    public DateTimeOffset ScheduledEnqueueTime { get; internal init; }
    public IReadOnlyDictionary<string, object> ApplicationProperties { get; internal init; }
    public string LockToken => LockTokenGuid.ToString();
    public int DeliveryCount { get; internal init; }
    public DateTimeOffset LockedUntil { get; internal init; }
    public long SequenceNumber { get; internal init; }
    public string DeadLetterSource { get; internal init; }
    public long EnqueuedSequenceNumber { get; internal init; }
    public DateTimeOffset EnqueuedTime { get; internal init; }
    public DateTimeOffset ExpiresAt => TimeToLive >= DateTimeOffset.MaxValue - EnqueuedTime ? DateTimeOffset.MaxValue : EnqueuedTime + TimeToLive;
    public string DeadLetterReason => Text(ReasonProperty);
    public string DeadLetterErrorDescription => Text(DescriptionProperty);
    public ServiceBusMessageState State { get; internal init; }

    internal Guid LockTokenGuid { get; init; }

    private string Text(string property) => ApplicationProperties.TryGetValue(property, out var value) ? value as string : null;
}
