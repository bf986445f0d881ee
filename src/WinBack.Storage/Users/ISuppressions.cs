using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>Addresses that must not be contacted, kept as keyed hashes.</summary>
public interface ISuppressions
{
    /// <summary>Whether an address is suppressed now; read from storage, never cached.</summary>
    ValueTask<bool> IsSuppressedAsync(Channel channel, string address, CancellationToken cancel = default);

    /// <summary>Since when an address has been suppressed without a break, by when this house could know; null when it is not suppressed now.</summary>
    ValueTask<DateTimeOffset?> SuppressedSinceAsync(Channel channel, string address, CancellationToken cancel = default);

    /// <summary>The same by its hash.</summary>
    ValueTask<DateTimeOffset?> SuppressedSinceAsync(Channel channel, AddressHash address, CancellationToken cancel = default);

    /// <summary>Suppresses an address, or lifts it when the consent is newer than the suppression. Idempotent; done when it returns.</summary>
    ValueTask ApplyAsync(Suppression suppression, CancellationToken cancel = default);

    /// <summary>
    /// Suppresses an address of which only the hash is known, for something that was seen here: a click to unsubscribe, STOP, a complaint, a bounce.
    /// It holds even against a consent whose source dated it ahead of our clock, but not against one that is newer. Idempotent; done when it returns.
    /// </summary>
    ValueTask SuppressAsync(Channel channel, AddressHash address, string reason, DateTimeOffset at, CancellationToken cancel = default);

    /// <summary>Lifts the suppression of an address whose owner asked for messages again, unless the suppression is newer than that.</summary>
    ValueTask LiftAsync(Channel channel, AddressHash address, string reason, DateTimeOffset at, CancellationToken cancel = default);

    /// <summary>Whether an address is suppressed now, by its hash.</summary>
    ValueTask<bool> IsSuppressedAsync(Channel channel, AddressHash address, CancellationToken cancel = default);
}
