using Azure.Messaging.ServiceBus;
using WinBack.Core.Events;
using WinBack.Local.Clock;
using WinBack.Local.Queues;
using WinBack.Local.Sqlite;
using Xunit;

namespace WinBack.Local.Tests.Queues;

public sealed class LocalQueuesTests : IDisposable
{
    private const string Queue = "events";

    private readonly string _folder = Directory.CreateTempSubdirectory("winback-queues-").FullName;
    private readonly VirtualClock _clock = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private LocalQueues _queues;

    public LocalQueuesTests() => _queues = Open();

    [Fact]
    public void Receive_OldestFirst_CountsTheDeliveryAndHoldsTheLock()
    {
        Send("a", "b", "c");

        var first = _queues.Receive(Queue, 2);

        Assert.Equal(["a", "b"], first.Select(message => message.MessageId));
        Assert.All(first, message => Assert.Equal((1, _clock.GetUtcNow() + LocalQueues.LockLasts, "body"), (message.DeliveryCount, message.LockedUntil, message.Body.ToString())));
        Assert.Equal(["c"], _queues.Receive(Queue, 2).Select(message => message.MessageId));
        Assert.Empty(_queues.Receive(Queue, 2));
        Assert.Empty(_queues.Receive("other", 2));
    }

    [Fact]
    public void Receive_LockRunOut_DeliversAgainAndTheFirstReceiverHasLostIt()
    {
        Send("a");
        var first = Assert.Single(_queues.Receive(Queue, 1));
        Assert.Equal(first.LockedUntil, _queues.NextRelease(Queue));
        _clock.AdvanceTo(first.LockedUntil);

        Assert.Throws<ServiceBusException>(() => _queues.Complete(first));
        var second = Assert.Single(_queues.Receive(Queue, 1));

        Assert.Equal(2, second.DeliveryCount);
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, Assert.Throws<ServiceBusException>(() => _queues.Complete(first)).Reason);
        _queues.Complete(second);
        Assert.Null(_queues.NextRelease(Queue));
    }

    [Fact]
    public async Task Receive_QueueFoundEmpty_StillDeliversWhatIsSentAndWhatIsPutBack()
    {
        Assert.Empty(_queues.Receive(Queue, 1));
        Send("a");
        var sent = Assert.Single(_queues.Receive(Queue, 1));
        Assert.Empty(_queues.Receive(Queue, 1));
        _queues.Abandon(sent);
        _queues.SetAside(Assert.Single(_queues.Receive(Queue, 1)), "bad", null);
        Assert.Empty(_queues.Receive(Queue, 1));
        await _queues.ReplayAsync(Queue, 1, default);

        Assert.Equal("a", Assert.Single(_queues.Receive(Queue, 1)).MessageId);
        Assert.NotNull(_queues.NextRelease(Queue));
    }

    [Fact]
    public void Renew_BeforeTheLockRunsOut_KeepsIt()
    {
        Send("a");
        var held = Assert.Single(_queues.Receive(Queue, 1));
        _clock.AdvanceTo(held.LockedUntil.AddSeconds(-1));
        _queues.Renew(held);
        _clock.AdvanceTo(held.LockedUntil.AddSeconds(1));

        Assert.Empty(_queues.Receive(Queue, 1));
        _queues.Complete(held);
    }

    [Fact]
    public void Reopen_AfterACrash_HasWhatWasNotSettledAndCountsOn()
    {
        Send("a", "b");
        _queues.Complete(_queues.Receive(Queue, 1)[0]);
        _queues.Receive(Queue, 1);
        _queues.Dispose();
        _queues = Open();

        var again = Assert.Single(_queues.Receive(Queue, 10));

        Assert.Equal(("b", 2), (again.MessageId, again.DeliveryCount));
    }

    [Fact]
    public void Abandon_TooOften_SetsAside()
    {
        Send("a");
        for (var i = 0; i < LocalQueues.MaxDeliveries; i++)
            _queues.Abandon(Assert.Single(_queues.Receive(Queue, 1)));

        Assert.Empty(_queues.Receive(Queue, 1));
        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(_queues.DeadLetters(Queue)).Reason);
    }

    [Fact]
    public async Task Replay_OfWhatWasSetAside_DeliversItAsNewAndWithinTheBound()
    {
        Send("a", "b");
        foreach (var message in _queues.Receive(Queue, 2))
            _queues.SetAside(message, "refused", "0 type");
        Assert.Equal([("a", "refused", "0 type"), ("b", "refused", "0 type")], _queues.DeadLetters(Queue));
        Assert.Equal((2, 1), (await _queues.CountAsync(Queue, 10, default), await _queues.CountAsync(Queue, 1, default)));
        Assert.Null(await _queues.OldestAsync(default));
        _clock.AdvanceTo(_clock.GetUtcNow().AddHours(1));

        Assert.Equal(1, await _queues.ReplayAsync(Queue, 1, default));

        Assert.Equal(("a", 1), Assert.Single(_queues.Receive(Queue, 2)) is var again ? (again.MessageId, again.DeliveryCount) : default);
        Assert.Equal(_clock.GetUtcNow(), await _queues.OldestAsync(default));
    }

    [Fact]
    public void Send_AnIdMetBefore_IsDroppedForTenMinutesEvenOnceItIsSettled()
    {
        Send("a");
        _queues.Complete(_queues.Receive(Queue, 1)[0]);
        Send("a");
        Assert.Empty(_queues.Receive(Queue, 1));

        _clock.AdvanceTo(_clock.GetUtcNow() + LocalQueues.DuplicatesDropped);
        Send("a");
        Assert.Single(_queues.Receive(Queue, 1));
    }

    [Fact]
    public async Task Oldest_CountsWhatIsUnderALock()
    {
        var sent = _clock.GetUtcNow();
        Send("a");
        _queues.Receive(Queue, 1);
        _clock.AdvanceTo(sent.AddSeconds(30));
        Send("b");

        Assert.Equal(sent, await _queues.OldestAsync(default));
    }

    public void Dispose()
    {
        _queues.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private LocalQueues Open() => new(Path.Combine(_folder, "queues.db"), Durability.Full, new IngestOptions(), _clock);

    private void Send(params string[] ids) => _queues.Send(Queue, [.. ids.Select(id => (id, "text/plain", "test", (ReadOnlyMemory<byte>)"body"u8.ToArray()))]);
}
