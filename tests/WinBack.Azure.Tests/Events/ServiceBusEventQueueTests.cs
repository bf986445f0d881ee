using Azure.Messaging.ServiceBus;
using Moq;
using WinBack.Azure.Events;
using WinBack.Core.Events;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Azure.Tests.Events;

public sealed class ServiceBusEventQueueTests
{
    private readonly Mock<ServiceBusSender> _sender = new();
    private readonly List<List<ServiceBusMessage>> _sent = [];
    private int _perBatch = 2;

    [Fact]
    public async Task Enqueue_MoreThanABatchHolds_SendsAllInOrderInAsFewBatchesAsFit()
    {
        await Queue().EnqueueAsync([Message("a"), Message("b"), Message("c")], default);

        Assert.Equal([["a", "b"], ["c"]], _sent.Select(batch => batch.Select(message => message.MessageId).ToArray()));
        Assert.All(_sent.SelectMany(batch => batch), message => Assert.Equal(("application/json", "events", "body"), (message.ContentType, message.Subject, message.Body.ToString())));
    }

    [Fact]
    public async Task Enqueue_AMessageThatFitsNoBatch_SaysSo()
    {
        _perBatch = 0;

        await Assert.ThrowsAsync<QueueUnavailableException>(() => Queue().EnqueueAsync([Message("a")], default));
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.ServiceTimeout)]
    [InlineData(ServiceBusFailureReason.QuotaExceeded)]
    [InlineData(ServiceBusFailureReason.MessagingEntityNotFound)]
    public async Task Enqueue_BrokerRefuses_SaysSoWithTheCause(ServiceBusFailureReason reason)
    {
        var queue = Queue();
        _sender.Setup(each => each.SendMessagesAsync(It.IsAny<ServiceBusMessageBatch>(), It.IsAny<CancellationToken>())).ThrowsAsync(new ServiceBusException("no", reason));

        var failure = await Assert.ThrowsAsync<QueueUnavailableException>(() => queue.EnqueueAsync([Message("a")], default));

        Assert.IsType<ServiceBusException>(failure.InnerException);
    }

    [Fact]
    public async Task Enqueue_Cancelled_IsNoFailureOfTheQueue()
    {
        var queue = Queue();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        _sender.Setup(each => each.CreateMessageBatchAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new TaskCanceledException());

        await Assert.ThrowsAsync<TaskCanceledException>(() => queue.EnqueueAsync([Message("a")], cancel.Token));
    }

    private ServiceBusEventQueue Queue()
    {
        _sender.Setup(each => each.CreateMessageBatchAsync(It.IsAny<CancellationToken>())).Returns(() =>
        {
            List<ServiceBusMessage> store = [];
            _sent.Add(store);
            return ValueTask.FromResult(ServiceBusModelFactory.ServiceBusMessageBatch(0, store, tryAddCallback: _ => store.Count < _perBatch));
        });
        var client = new Mock<ServiceBusClient>();
        client.Setup(each => each.CreateSender("events")).Returns(_sender.Object);
        return new(client.Object, new IngestOptions());
    }

    private static EventMessage Message(string id) => new(id, "body"u8.ToArray(), 1);
}
