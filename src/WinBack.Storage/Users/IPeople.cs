using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>
/// The People table: the only way to read or change a person. Every change is one batch under the user row's ETag, together with the effects
/// it leaves pending.
/// </summary>
public interface IPeople
{
    /// <summary>Reads the user row; null when there is none. One operation.</summary>
    ValueTask<User?> FindAsync(string userId, CancellationToken cancel = default);

    /// <summary>
    /// Reads a person, lets <paramref name="decide"/> change them, and writes: Due rows and suppressions first, then one batch, then the effects
    /// run and are deleted. Decides again from a fresh read when another writer was faster, a bounded number of times. Writes nothing when
    /// nothing was changed.
    /// </summary>
    /// <param name="userId">The person; a new row begins with this id.</param>
    /// <param name="decide">Pure; may run several times.</param>
    /// <param name="sequences">Where effects on sequences go.</param>
    /// <param name="cancel">Checked between steps; what is written stays, and the scan runs what is pending.</param>
    /// <exception cref="ContentionException">Other writers were faster every time; nothing was written.</exception>
    Task<T> ChangeAsync<T>(string userId, Func<PersonChange, T> decide, ISequences sequences, CancellationToken cancel = default);

    /// <summary>Ledger rows of a person, in key order; all campaigns or one.</summary>
    Task<IReadOnlyList<LedgerEntry>> LedgerAsync(string userId, string? campaign = null, CancellationToken cancel = default);

    /// <summary>Enrolments of a person, in key order.</summary>
    Task<IReadOnlyList<Enrolment>> EnrolmentsAsync(string userId, CancellationToken cancel = default);

    /// <summary>Stored events of a person, in key order.</summary>
    Task<IReadOnlyList<StoredEvent>> EventsAsync(string userId, CancellationToken cancel = default);

    /// <summary>Streams the user rows of one shard in key order.</summary>
    /// <param name="shard">From 0.</param>
    /// <param name="after">Begin behind this user id, to resume; null from the start.</param>
    /// <param name="cancel">Stops.</param>
    IAsyncEnumerable<User> AllAsync(int shard, string? after = null, CancellationToken cancel = default);
}

/// <summary>A person's row changed under every one of our tries.</summary>
public sealed class ContentionException(string message) : Exception(message);
