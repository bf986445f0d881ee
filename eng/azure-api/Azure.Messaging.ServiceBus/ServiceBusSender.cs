namespace Azure.Messaging.ServiceBus;

public class ServiceBusSender : IAsyncDisposable
{
    protected ServiceBusSender()
    {
    }

    protected ServiceBusSender(ServiceBusClient client, string queueOrTopicName) => throw NoService.Here();

    protected ServiceBusSender(ServiceBusClient client, string queueOrTopicName, ServiceBusSenderOptions options) => throw NoService.Here();

    public virtual string FullyQualifiedNamespace => throw NoService.Here();

    public virtual string EntityPath => throw NoService.Here();

    public virtual bool IsClosed => throw NoService.Here();

    public virtual string Identifier => throw NoService.Here();

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) => throw NoService.Here();

    public virtual Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) => throw NoService.Here();

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) => throw NoService.Here();

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CreateMessageBatchOptions options, CancellationToken cancellationToken = default) =>
        throw NoService.Here();

    public virtual Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default) => throw NoService.Here();

    public virtual Task CloseAsync(CancellationToken cancellationToken = default) => throw NoService.Here();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
