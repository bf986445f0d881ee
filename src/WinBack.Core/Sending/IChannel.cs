using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>One way out of the house: a provider's API, or the local outbox.</summary>
public interface IChannel
{
    /// <summary>The channel this one serves.</summary>
    Channel Channel { get; }

    /// <summary>Whose limit the messages count against, as a name: the provider's resource. Channels of one kind with the same resource share their tokens.</summary>
    string Resource => "default";

    /// <summary>Hands one rendered message to the provider, once. The caller has recorded the attempt as sending.</summary>
    /// <param name="message">Its <see cref="OutboundMessage.Key"/> is passed on where the provider takes an idempotency key.</param>
    /// <param name="cancel">Stops waiting; the provider may still have taken the message.</param>
    /// <returns>Every answer the provider can give, <see cref="SendResult.Unknown"/> included: then the attempt is never repeated.</returns>
    /// <exception cref="ChannelUnavailableException">The request provably never left; the attempt may be claimed again.</exception>
    Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel);
}

/// <summary>What a provider answered.</summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>
    /// Addresses of the message that the provider called dead, whatever became of the others. They are suppressed, and the installations of
    /// such handles removed.
    /// </summary>
    public IReadOnlyList<string> Dead { get; init; } = [];

    /// <summary>Taken, for at least one address. <paramref name="ProviderId"/> finds it in the provider's reports.</summary>
    public sealed record Accepted(string ProviderId) : SendResult
    {
        /// <summary>How many devices it was taken for; null where a message has one address.</summary>
        public DeviceCount? Devices { get; init; }
    }

    /// <summary>Not taken, now or ever. With <paramref name="Suppress"/> every address is dead.</summary>
    public sealed record RefusedForGood(string Reason, bool Suppress) : SendResult;

    /// <summary>Not taken now; ask again from <paramref name="Until"/>.</summary>
    public sealed record RefusedForNow(string Reason, DateTimeOffset Until) : SendResult;

    /// <summary>The request left and no answer says what became of it.</summary>
    public sealed record Unknown(string Reason) : SendResult;
}

/// <summary>The request to the provider provably never left.</summary>
public sealed class ChannelUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
