using System.Runtime.CompilerServices;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <inheritdoc cref="IPeople"/>
public sealed class PersonStore(
    ITables tables, StorageLayout layout, IDueFiler due, ISuppressions suppressions, EffectRunner effects, IPersonKeys keys, TimeProvider clock) : IPeople
{
    // Each try is one read and one batch; with n writers on one person, the slowest needs n tries.
    private const int Tries = 20;

    // A filing inserted later than this after it was computed might land behind a scan.
    private static readonly TimeSpan FilingStaysGood = TimeSpan.FromMinutes(4);

    private readonly ITable _people = tables.Open(PeopleKeys.Table);

    /// <inheritdoc/>
    public async ValueTask<User?> FindAsync(string userId, CancellationToken cancel = default)
    {
        var row = await _people.GetAsync(PeopleKeys.Partition(userId, layout.PeopleShards), PeopleKeys.User(userId), cancel);
        return row is null ? null : UserRows.Read(row.Data, UserRows.Default.User);
    }

    /// <inheritdoc/>
    public async Task<T> ChangeAsync<T>(string userId, Func<PersonChange, T> decide, ISequences sequences, CancellationToken cancel = default)
    {
        var partition = PeopleKeys.Partition(userId, layout.PeopleShards);
        HashSet<string>? known = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var row = await _people.GetAsync(partition, PeopleKeys.User(userId), cancel);
            var now = clock.GetUtcNow();
            var user = row is null
                ? new User { Id = userId, PersonKey = keys.New(userId) }
                : UserRows.Read(row.Data, UserRows.Default.User);
            var change = new PersonChange(user, row is null, now, await due.EarliestAsync(userId, now, cancel), known);
            var result = decide(change);
            if (!change.IsChanged)
                return result;
            var batch = PeopleRows.Of(change, row?.ETag);
            if (!await PrepareAsync(change, cancel))
                continue;
            switch (await _people.BatchAsync(partition, batch, cancel))
            {
                case BatchResult.Done:
                    await effects.RunAsync(change, sequences, cancel);
                    return result;
                case BatchResult.Refused refused when refused.Index >= 1:
                    known = await FindKnownAsync(partition, userId, change.Events, known, cancel);
                    break;
            }
        }

        throw new ContentionException($"A person's row changed under each of {Tries} tries to write it.");
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerEntry>> LedgerAsync(string userId, string? campaign = null, CancellationToken cancel = default) =>
        ReadAllAsync(userId, PeopleKeys.Ledgers(userId), UserRows.Default.LedgerEntry, entry => campaign is null || entry.Campaign == campaign, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Enrolment>> EnrolmentsAsync(string userId, CancellationToken cancel = default) =>
        ReadAllAsync(userId, PeopleKeys.Enrolments(userId), UserRows.Default.Enrolment, _ => true, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEvent>> EventsAsync(string userId, CancellationToken cancel = default) =>
        ReadAllAsync(userId, PeopleKeys.Events(userId), UserRows.Default.StoredEvent, _ => true, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<User> AllAsync(int shard, string? after = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var (from, to) = PeopleKeys.AllUsers;
        if (after is not null)
            from = PeopleKeys.User(after) + "!";   // "!" sorts before every character an encoded id may go on with
        await foreach (var row in _people.ReadRangeAsync(PeopleKeys.Partition(shard), (from, to), cancel))
            yield return UserRows.Read(row.Data, UserRows.Default.User);
    }

    private async ValueTask<bool> PrepareAsync(PersonChange change, CancellationToken cancel)
    {
        foreach (var suppression in change.Suppressions)
            await suppressions.ApplyAsync(suppression, cancel);
        foreach (var filing in change.Filings)
            await due.FileAsync(filing, cancel);
        return change.Filings.Count == 0 || clock.GetUtcNow() - change.Now < FilingStaysGood;
    }

    private async Task<HashSet<string>> FindKnownAsync(
        string partition, string userId, List<StoredEvent> events, HashSet<string>? known, CancellationToken cancel)
    {
        known ??= new(StringComparer.Ordinal);
        foreach (var stored in events)
        {
            if (await _people.GetAsync(partition, PeopleKeys.Event(userId, stored.Id), cancel) is not null)
                known.Add(stored.Id);
        }

        return known;
    }

    private async Task<IReadOnlyList<T>> ReadAllAsync<T>(
        string userId, (string From, string To) range, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<T, bool> wanted, CancellationToken cancel)
    {
        List<T> found = [];
        await foreach (var row in _people.ReadRangeAsync(PeopleKeys.Partition(userId, layout.PeopleShards), range, cancel))
        {
            if (UserRows.Read(row.Data, type) is var value && wanted(value))
                found.Add(value);
        }

        return found;
    }
}
