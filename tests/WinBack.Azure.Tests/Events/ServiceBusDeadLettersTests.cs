using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Moq;
using WinBack.Azure.Events;
using WinBack.Core.Events;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Azure.Tests.Events;

public sealed class ServiceBusDeadLettersTests
{
    private readonly Mock<ServiceBusClient> _client = new();
    private readonly Mock<ServiceBusSender> _sender = new();
    private readonly Mock<ServiceBusReceiver> _receiver = new();
    private readonly Queue<ServiceBusReceivedMessage> _letters = new();
    private readonly List<string> _log = [];
    private readonly List<ServiceBusMessage> _sent = [];

    public ServiceBusDeadLettersTests()
    {
        _client.Setup(each => each.CreateSender("events")).Returns(_sender.Object);
        _client.Setup(each => each.CreateReceiver("events", It.Is<ServiceBusReceiverOptions>(options => options.SubQueue == SubQueue.DeadLetter))).Returns(_receiver.Object);
        _client.Setup(each => each.CreateReceiver("events")).Returns(_receiver.Object);
        _sender.Setup(each => each.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusMessage message, CancellationToken _) =>
            {
                _sent.Add(message);
                _log.Add("send " + message.MessageId);
            }).Returns(Task.CompletedTask);
        _receiver.Setup(each => each.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusReceivedMessage message, CancellationToken _) => _log.Add("complete " + message.SequenceNumber)).Returns(Task.CompletedTask);
        _receiver.Setup(each => each.ReceiveMessagesAsync(It.IsAny<int>(), It.IsAny<TimeSpan?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((int most, TimeSpan? _, CancellationToken _) => [.. Enumerable.Range(0, Math.Min(most, _letters.Count)).Select(_ => _letters.Dequeue())]);
    }

    [Fact]
    public async Task Replay_TwoLetters_SendsEachUnderAnIdOfItsOwnBeforeItIsTakenAway()
    {
        Letter("a", 7);
        Letter("b~7", 9);   // replayed before

        Assert.Equal(2, await new ServiceBusDeadLetters(_client.Object).ReplayAsync("events", 100, default));

        Assert.Equal(["send a~7", "complete 7", "send b~9", "complete 9"], _log);
        Assert.Equal("body", _sent[0].Body.ToString());
        Assert.Equal(["kept"], _sent[0].ApplicationProperties.Keys);   // not why it had been set aside
    }

    [Theory]
    [InlineData(100, 5)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]      // the last page is cut short
    public async Task Count_SeveralPages_CountsUpToTheMostAndTakesNothing(int most, int counted)
    {
        Queue<int> pages = new([3, 2]);
        _receiver.Setup(each => each.PeekMessagesAsync(It.IsAny<int>(), null, It.IsAny<CancellationToken>())).ReturnsAsync((int asked, long? _, CancellationToken _) =>
            [.. Enumerable.Range(0, Math.Min(asked, pages.TryDequeue(out var page) ? page : 0)).Select(number => ServiceBusModelFactory.ServiceBusReceivedMessage(sequenceNumber: number))]);

        Assert.Equal(counted, await new ServiceBusDeadLetters(_client.Object).CountAsync("events", most, default));
        Assert.Empty(_log);
    }

    [Fact]
    public async Task Count_QueueThatCannotBeReached_SaysSo()
    {
        _receiver.Setup(each => each.PeekMessagesAsync(It.IsAny<int>(), null, It.IsAny<CancellationToken>())).ThrowsAsync(new ServiceBusException("away", ServiceBusFailureReason.ServiceCommunicationProblem));

        await Assert.ThrowsAsync<QueueUnavailableException>(() => new ServiceBusDeadLetters(_client.Object).CountAsync("events", 10, default));
    }

    [Fact]
    public async Task Replay_MoreThanAskedFor_LeavesTheRest()
    {
        for (var i = 0; i < 5; i++)
            Letter("a", i);

        Assert.Equal(3, await new ServiceBusDeadLetters(_client.Object).ReplayAsync("events", 3, default));
        Assert.Equal(2, _letters.Count);
    }

    [Fact]
    public async Task Replay_SendFails_TakesNothingAway()
    {
        Letter("a", 7);
        _sender.Setup(each => each.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>())).ThrowsAsync(new ServiceBusException("no", ServiceBusFailureReason.ServiceBusy));

        await Assert.ThrowsAsync<QueueUnavailableException>(() => new ServiceBusDeadLetters(_client.Object).ReplayAsync("events", 100, default));

        Assert.Empty(_log);
    }

    public static TheoryData<Exception> Faults =>
    [
        new ServiceBusException("the lock ran out", ServiceBusFailureReason.MessageLockLost),
        new TimeoutException(),
        new TaskCanceledException("a time limit of the client's own"),
        new UnauthorizedAccessException("no right to send"),
        new CredentialUnavailableException("no identity"),
        new AuthenticationFailedException("no token"),
        new RequestFailedException("no token service"),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Replay_FailsInTheMiddle_SaysHowManyWerePutBack(Exception fault)
    {
        Letter("a", 7);
        Letter("b", 8);
        Letter("c", 9);
        _receiver.Setup(each => each.CompleteMessageAsync(It.Is<ServiceBusReceivedMessage>(letter => letter.SequenceNumber == 9), It.IsAny<CancellationToken>())).ThrowsAsync(fault);

        var broken = await Assert.ThrowsAsync<QueueUnavailableException>(() => new ServiceBusDeadLetters(_client.Object).ReplayAsync("events", 100, default));

        Assert.Equal((2, fault), (broken.Done, broken.InnerException));
    }

    [Fact]
    public async Task Replay_CallerLeaves_IsNoFaultOfTheQueue()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        _receiver.Setup(each => each.ReceiveMessagesAsync(It.IsAny<int>(), It.IsAny<TimeSpan?>(), It.IsAny<CancellationToken>())).ThrowsAsync(new TaskCanceledException());

        await Assert.ThrowsAsync<TaskCanceledException>(() => new ServiceBusDeadLetters(_client.Object).ReplayAsync("events", 100, left.Token));
    }

    [Fact]
    public async Task Oldest_OfTheLag_IsTheOlderHeadOfBothQueuesSeenFromTheStartEachTime()
    {
        var feedback = new Mock<ServiceBusReceiver>();
        _client.Setup(each => each.CreateReceiver("feedback")).Returns(feedback.Object);
        var at = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        Head(_receiver, at);
        Head(feedback, at.AddMinutes(-1));
        var lag = new ServiceBusIngestLag(_client.Object, new IngestOptions());

        Assert.Equal(at.AddMinutes(-1), await lag.OldestAsync(default));

        Head(feedback, null);
        Assert.Equal(at, await lag.OldestAsync(default));

        Head(_receiver, null);
        Assert.Null(await lag.OldestAsync(default));
    }

    private static void Head(Mock<ServiceBusReceiver> receiver, DateTimeOffset? enqueued) =>
        receiver.Setup(each => each.PeekMessageAsync(0L, It.IsAny<CancellationToken>()))
            .ReturnsAsync(enqueued is { } at ? ServiceBusModelFactory.ServiceBusReceivedMessage(enqueuedTime: at) : null!);

    private void Letter(string id, long number) => _letters.Enqueue(ServiceBusModelFactory.ServiceBusReceivedMessage(
        BinaryData.FromString("body"), id, sequenceNumber: number,
        properties: new Dictionary<string, object> { ["DeadLetterReason"] = "refused", ["DeadLetterErrorDescription"] = "0 type", ["kept"] = 1 }));
}
