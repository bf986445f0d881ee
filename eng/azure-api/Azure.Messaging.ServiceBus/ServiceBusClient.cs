using Azure.Core;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusClient : IAsyncDisposable
{
    protected ServiceBusClient()
    {
    }

    public ServiceBusClient(string connectionString)
        : this(connectionString, new ServiceBusClientOptions())
    {
    }

    public ServiceBusClient(string connectionString, ServiceBusClientOptions options) => throw NoService.Here();

    public ServiceBusClient(string fullyQualifiedNamespace, AzureNamedKeyCredential credential, ServiceBusClientOptions options = null) => throw NoService.Here();

    public ServiceBusClient(string fullyQualifiedNamespace, AzureSasCredential credential, ServiceBusClientOptions options = null) => throw NoService.Here();

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
        : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions())
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options) => throw NoService.Here();

    public virtual string FullyQualifiedNamespace => throw NoService.Here();

    public virtual bool IsClosed => throw NoService.Here();

    public virtual string Identifier => throw NoService.Here();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => throw NoService.Here();

    public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options) => throw NoService.Here();

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => throw NoService.Here();

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => throw NoService.Here();

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName) => throw NoService.Here();

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName, ServiceBusReceiverOptions options) => throw NoService.Here();
}
