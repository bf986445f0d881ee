using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using WinBack.Core.Users;
using WinBack.Functions.Outcomes;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Outcomes;

public sealed class ReceiveFeedbackTests
{
    private const string Stop = """
        {"type":"Microsoft.Communication.SMSReceived","data":{"messageId":"m-1","from":"+4915112345678","message":"STOP","receivedTimestamp":"2026-11-24T12:30:00Z"}}
        """;

    private readonly MeddledTables _tables = new(new MemoryTables());
    private readonly AWorld _world;
    private readonly Mock<ServiceBusMessageActions> _actions = new();

    public ReceiveFeedbackTests() => _world = new(_tables);

    [Fact]
    public async Task Run_Stop_IsDoneBeforeItIsCompleted()
    {
        _actions.Setup(actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Returns(async () => Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Sms, "+4915112345678")));

        await RunAsync(Stop);

        Completed(Times.Once());
    }

    [Fact]
    public async Task Run_NotUnderstood_IsSetAsideWithItsReasonAndTheOthersAreTaken()
    {
        await RunAsync("""{"type":"Microsoft.Storage.BlobCreated","data":{}}""", Stop);

        _actions.Verify(actions => actions.DeadLetterMessageAsync(
            It.IsAny<ServiceBusReceivedMessage>(), null, "not understood", It.Is<string>(why => why.Contains("BLOBCREATED", StringComparison.Ordinal)), It.IsAny<CancellationToken>()));
        Completed(Times.Once());
    }

    [Fact]
    public async Task Run_StorageIsDown_LeavesTheMessageToComeAgain()
    {
        _tables.BeforeWrite = (_, _) => throw new IOException("no storage");

        await RunAsync(Stop);

        Completed(Times.Never());
        _actions.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Run_MessageOfOthers_IsCompleted()
    {
        await RunAsync("""{"type":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"messageId":"x","status":"Delivered"}}""");

        Completed(Times.Once());
    }

    private void Completed(Times times) =>
        _actions.Verify(actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()), times);

    private Task RunAsync(params string[] bodies)
    {
        var intake = new FeedbackIntake(
            new SmsReplies(new(new()), _world.OptOuts, _world.Owners, _world.Hasher, _world.Ingest, _world.Surveys), _world.OptOuts, _world.Suppressions,
            new(new SentAttempts(_world.Tables, _world.Layout), _world.Facts, _world.People, _world.Links), _world.Hasher);
        return new ReceiveFeedback(intake, NullLogger<ReceiveFeedback>.Instance).RunAsync(
            [.. bodies.Select((body, i) => ServiceBusModelFactory.ServiceBusReceivedMessage(new BinaryData(body), sequenceNumber: i, deliveryCount: 1))],
            _actions.Object, null!, CancellationToken.None);
    }
}
