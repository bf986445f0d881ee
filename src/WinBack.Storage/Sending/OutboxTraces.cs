using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>The messages of a person in the outbox of this machine, with what they say and where they went.</summary>
public sealed class OutboxTraces(Outbox outbox) : IPersonTraces
{
    // A message is kept when the provider's place takes it: right after sending began.
    private static readonly TimeSpan KeptWithin = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task RemoveAsync(string userId, IReadOnlyList<LedgerEntry> ledger, CancellationToken cancel)
    {
        foreach (var entry in ledger)
        {
            if (entry.SendingAt is { } at)
                await outbox.RemoveAsync(userId, at, at + KeptWithin, cancel);
        }
    }
}
