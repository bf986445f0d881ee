using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>Addresses that must not be contacted, kept as keyed hashes.</summary>
public interface ISuppressions
{
    /// <summary>Whether an address is suppressed now; read from storage, never cached.</summary>
    ValueTask<bool> IsSuppressedAsync(Channel channel, string address, CancellationToken cancel = default);

    /// <summary>Since when an address has been suppressed without a break, by when this house could know; null when it is not suppressed now.</summary>
    ValueTask<DateTimeOffset?> SuppressedSinceAsync(Channel channel, string address, CancellationToken cancel = default);

    /// <summary>Suppresses an address, or lifts it when the consent is newer than the suppression. Idempotent; done when it returns.</summary>
    ValueTask ApplyAsync(Suppression suppression, CancellationToken cancel = default);
}
