using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Sending;

namespace WinBack.Local.Demo;

/// <summary>The outbox, with readers: what it takes reaches the shop's customers at once.</summary>
internal sealed class Postman(Channel channel, Outbox outbox, TimeProvider clock, Shop shop) : IChannel
{
    private readonly OutboxChannel _outbox = new(channel, outbox, clock);

    public Channel Channel => channel;

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        var answer = await _outbox.SendAsync(message, cancel);
        shop.Receive(message, clock.GetUtcNow());
        return answer;
    }
}
