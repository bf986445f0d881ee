namespace Azure.Messaging.ServiceBus;

public sealed class ServiceBusMessageBatch : IDisposable
{
    private readonly IList<ServiceBusMessage> _store;
    private readonly Func<ServiceBusMessage, bool> _mayAdd;

    internal ServiceBusMessageBatch(long size, IList<ServiceBusMessage> store, CreateMessageBatchOptions options, Func<ServiceBusMessage, bool> mayAdd) =>
        (SizeInBytes, _store, MaxSizeInBytes, _mayAdd) = (size, store, options?.MaxSizeInBytes ?? long.MaxValue, mayAdd ?? (_ => true));

    public long MaxSizeInBytes { get; }

    public long SizeInBytes { get; }

    public int Count => _store.Count;

    public bool TryAddMessage(ServiceBusMessage message)
    {
        if (!_mayAdd(message))
            return false;
        _store.Add(message);
        return true;
    }

    public void Dispose()
    {
    }
}
