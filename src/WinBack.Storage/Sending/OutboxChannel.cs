using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Storage.Sending;

/// <summary>Serves a channel by keeping what it is handed in the outbox. Takes everything; durable when it answers.</summary>
public sealed class OutboxChannel(Channel channel, Outbox outbox, TimeProvider clock) : IChannel
{
    /// <inheritdoc/>
    public Channel Channel => channel;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel) =>
        new SendResult.Accepted("outbox:" + await outbox.AddAsync(message, clock.GetUtcNow(), cancel));
}
