using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Local.Demo;

/// <summary>The People table, counting on the way which decisions a cap made. Only the latest hold of a touch is kept in the ledger, so it cannot be counted afterwards.</summary>
internal sealed class WatchedPeople(PersonStore people, CapCounts counts) : IPeople
{
    public ValueTask<User?> FindAsync(string userId, CancellationToken cancel = default) => people.FindAsync(userId, cancel);

    public async Task<T> ChangeAsync<T>(string userId, Func<PersonChange, T> decide, ISequences sequences, CancellationToken cancel = default)
    {
        PersonChange? last = null;
        var result = await people.ChangeAsync(userId, change => decide(last = change), sequences, cancel);
        counts.Take(last);
        return result;
    }

    public ValueTask<PersonAsRead?> ReadAsync(string userId, CancellationToken cancel = default) => people.ReadAsync(userId, cancel);

    public async Task<PersonChanged<T>> ChangeAsync<T>(PersonAsRead read, Func<PersonChange, T> decide, ISequences sequences, CancellationToken cancel = default)
    {
        PersonChange? last = null;
        var changed = await people.ChangeAsync(read, change => decide(last = change), sequences, cancel);
        counts.Take(last);
        return changed;
    }

    public Task<IReadOnlyList<LedgerEntry>> LedgerAsync(string userId, string? campaign = null, CancellationToken cancel = default) => people.LedgerAsync(userId, campaign, cancel);

    public Task<IReadOnlyList<Enrolment>> EnrolmentsAsync(string userId, CancellationToken cancel = default) => people.EnrolmentsAsync(userId, cancel);

    public Task<IReadOnlyList<StoredEvent>> EventsAsync(string userId, CancellationToken cancel = default) => people.EventsAsync(userId, cancel);

    public IAsyncEnumerable<User> AllAsync(int shard, string? after = null, CancellationToken cancel = default) => people.AllAsync(shard, after, cancel);
}
