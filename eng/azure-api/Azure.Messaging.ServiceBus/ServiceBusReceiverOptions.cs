namespace Azure.Messaging.ServiceBus;

public class ServiceBusReceiverOptions
{
    public ServiceBusReceiverOptions()
    {
    }

    public int PrefetchCount { get; set; }
    public ServiceBusReceiveMode ReceiveMode { get; set; }
    public string Identifier { get; set; }
    public SubQueue SubQueue { get; set; }
}
