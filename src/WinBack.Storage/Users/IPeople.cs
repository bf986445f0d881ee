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

    /// <summary>Reads the user row together with what a change of exactly this row needs; null when there is none. One operation.</summary>
    ValueTask<PersonAsRead?> ReadAsync(string userId, CancellationToken cancel = default);

    /// <summary>
    /// As the other, but begins with a person already read, which saves the read; from the second try on it reads afresh. The person it
    /// returns can be changed again without a read.
    /// </summary>
    /// <exception cref="ContentionException">Other writers were faster every time; nothing was written.</exception>
    Task<PersonChanged<T>> ChangeAsync<T>(
        PersonAsRead read, Func<PersonChange, T> decide, ISequences sequences, CancellationToken cancel = default);

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

/// <summary>A user row and the ETag it was read with.</summary>
/// <param name="User">The user.</param>
/// <param name="ETag">Null when there was no row.</param>
public sealed record PersonAsRead(User User, string? ETag);

/// <summary>What a change decided, and the person as they are after it.</summary>
public sealed record PersonChanged<T>(T Result, PersonAsRead Person);

/// <summary>A person's row changed under every one of our tries.</summary>
public sealed class ContentionException(string message) : Exception(message);
