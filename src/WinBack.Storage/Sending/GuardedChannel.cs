using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Storage.Sending;

/// <summary>Serves a channel only while its way out works; until then nothing leaves, and touches wait.</summary>
public sealed class GuardedChannel(IChannel inner, IOptOutProof proof) : IChannel
{
    /// <inheritdoc/>
    public Channel Channel => inner.Channel;

    /// <inheritdoc/>
    public string Resource => inner.Resource;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        string? whyNot;
        try
        {
            whyNot = await proof.WhyNotAsync(inner.Channel, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            throw new ChannelUnavailableException("Whether the way out works could not be found out.", failure);
        }

        return whyNot is null ? await inner.SendAsync(message, cancel) : throw new ChannelUnavailableException($"The way out does not work: {whyNot}");
    }
}
