using System.Buffers.Binary;
using Azure.Messaging.ServiceBus;
using WinBack.Core.Events;
using WinBack.Local.Sqlite;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.Local.Queues;

/// <summary>
/// Queues on this machine that behave as those of Service Bus do, as far as the app can tell: locks that run out, deliveries counted, messages set
/// aside, duplicates by id dropped for a while. What was sent survives a crash; so does what was delivered and not settled. Safe for use by many threads.
/// </summary>
internal sealed class LocalQueues(string file, Durability durability, IngestOptions options, TimeProvider clock) : IEventQueue, IDeadLetters, IIngestLag, IDisposable
{
    /// <summary>Deliveries after which a message that was never settled is set aside.</summary>
    public const int MaxDeliveries = 10;

    /// <summary>How long a receiver may take over a message.</summary>
    public static readonly TimeSpan LockLasts = TimeSpan.FromMinutes(1);

    /// <summary>How long a message with an id met before is dropped.</summary>
    public static readonly TimeSpan DuplicatesDropped = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly QueueStore _store = QueueStore.Open(file, durability);

    // Queues seen without a message to deliver, now or later: they are asked at every turn of the host, and nobody else writes the file.
    private readonly HashSet<string> _idle = new(StringComparer.Ordinal);

    /// <summary>Raised after messages became deliverable; on the thread that made them so.</summary>
    public event Action? Arrived;

    /// <summary>When the next lock runs out; null when nothing is locked.</summary>
    public DateTimeOffset? NextRelease(string queue) =>
        Instant(Do(store => _idle.Contains(queue) ? null : store.Number("SELECT MIN(locked_until) FROM messages WHERE queue = ?1 AND dead = 0", queue)));

    public Task EnqueueAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancel)
    {
        Send(options.EventsQueue, [.. messages.Select(message => (message.Id, "application/json", "events", message.Body))]);
        return Task.CompletedTask;
    }

    /// <summary>Enqueues messages; all of them are safe when it returns.</summary>
    public void Send(string queue, IReadOnlyList<(string Id, string ContentType, string Subject, ReadOnlyMemory<byte> Body)> messages)
    {
        var now = clock.GetUtcNow();
        Do(store =>
        {
            store.Insert(queue, messages, now.UtcTicks, (now + DuplicatesDropped).UtcTicks);
            return _idle.Remove(queue);
        });
        Arrived?.Invoke();
    }

    /// <summary>Delivers the oldest messages that nobody holds, under a lock.</summary>
    public ServiceBusReceivedMessage[] Receive(string queue, int most)
    {
        var now = clock.GetUtcNow();
        return [.. Do(store => Take(store, queue, most, now)).Select(Message)];
    }

    public void Complete(ServiceBusReceivedMessage message) => Settle("DELETE FROM messages", message);

    public void Abandon(ServiceBusReceivedMessage message)
    {
        Settle("UPDATE messages SET locked_until = NULL", message);
        Arrived?.Invoke();
    }

    public void SetAside(ServiceBusReceivedMessage message, string? reason, string? description) =>
        Settle("UPDATE messages SET dead = 1, locked_until = NULL, reason = ?4, description = ?5", message, reason, description);

    public void Renew(ServiceBusReceivedMessage message) =>
        Settle("UPDATE messages SET locked_until = CAST(?4 AS INTEGER)", message, (clock.GetUtcNow() + LockLasts).UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public IReadOnlyList<(string Id, string? Reason, string? Description)> DeadLetters(string queue) => Do(store => store.Dead(queue));

    public Task<int> CountAsync(string queue, int most, CancellationToken cancel) => Task.FromResult(Math.Min(most, DeadLetters(queue).Count));

    public Task<int> ReplayAsync(string queue, int most, CancellationToken cancel)
    {
        var replayed = Do(store =>
        {
            _idle.Remove(queue);
            return store.Revive(queue, most, clock.GetUtcNow().UtcTicks);
        });
        Arrived?.Invoke();
        return Task.FromResult(replayed);
    }

    public Task<DateTimeOffset?> OldestAsync(CancellationToken cancel)
    {
        const string Oldest = "SELECT MIN(enqueued) FROM messages WHERE queue = ?1 AND dead = 0";
        return Task.FromResult(Instant(Do(store => new[] { store.Number(Oldest, options.EventsQueue), store.Number(Oldest, options.FeedbackQueue) }.Min())));
    }

    public void Dispose()
    {
        lock (_gate)
            _store.Dispose();
    }

    private List<QueuedRow> Take(QueueStore store, string queue, int most, DateTimeOffset now)
    {
        if (_idle.Contains(queue))
            return [];
        var taken = store.Take(queue, most, MaxDeliveries, now.UtcTicks, (now + LockLasts).UtcTicks);
        if (taken.Count == 0 && store.Number("SELECT COUNT(*) FROM messages WHERE queue = ?1 AND dead = 0", queue) == 0)
            _idle.Add(queue);
        return taken;
    }

    private void Settle(string change, ServiceBusReceivedMessage message, params string?[] values)
    {
        if (!Do(store => store.Settle(change, message.SequenceNumber, message.DeliveryCount, clock.GetUtcNow().UtcTicks, values)))
            throw new ServiceBusException("The lock on the message was lost.", ServiceBusFailureReason.MessageLockLost);
    }

    private T Do<T>(Func<QueueStore, T> action)
    {
        lock (_gate)
            return action(_store);
    }

    private static DateTimeOffset? Instant(long? ticks) => ticks is { } at ? new(at, TimeSpan.Zero) : null;

    private static ServiceBusReceivedMessage Message(QueuedRow row) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: new BinaryData(row.Body),
        messageId: row.Id,
        contentType: row.ContentType,
        subject: row.Subject,
        lockTokenGuid: LockToken(row),
        deliveryCount: (int)row.Deliveries,
        lockedUntil: Instant(row.LockedUntil)!.Value,
        sequenceNumber: row.Number,
        enqueuedSequenceNumber: row.Number,
        enqueuedTime: Instant(row.Enqueued)!.Value);

    private static Guid LockToken(QueuedRow row)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, row.Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], row.Deliveries);
        return new(bytes, bigEndian: true);
    }
}
