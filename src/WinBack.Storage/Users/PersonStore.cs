using System.Runtime.CompilerServices;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <inheritdoc cref="IPeople"/>
public sealed class PersonStore(
    ITables tables, StorageLayout layout, IDueFiler due, ISuppressions suppressions, AddressBook addresses, EffectRunner effects, Tombstones tombstones,
    IPersonKeys keys, TimeProvider clock) : IPeople
{
    // Each try is one read and one batch; with n writers on one person, the slowest needs n tries.
    private const int Tries = 20;

    // A filing inserted later than this after it was computed might land behind a scan.
    private static readonly TimeSpan FilingStaysGood = TimeSpan.FromMinutes(4);

    private readonly ITable _people = tables.Open(PeopleKeys.Table);

    /// <inheritdoc/>
    public async ValueTask<User?> FindAsync(string userId, CancellationToken cancel = default) => (await ReadAsync(userId, cancel))?.User;

    /// <inheritdoc/>
    public async ValueTask<PersonAsRead?> ReadAsync(string userId, CancellationToken cancel = default)
    {
        var row = await _people.GetAsync(PeopleKeys.Partition(userId, layout.PeopleShards), PeopleKeys.User(userId), cancel);
        return row is null ? null : new(UserRows.Read(row.Data, UserRows.Default.User), row.ETag);
    }

    /// <inheritdoc/>
    public async Task<T> ChangeAsync<T>(string userId, Func<PersonChange, T> decide, ISequences sequences, CancellationToken cancel = default) =>
        (await ChangeAsync(await ReadOrNewAsync(userId, cancel), decide, sequences, cancel)).Result;

    /// <inheritdoc/>
    public async Task<PersonChanged<T>> ChangeAsync<T>(
        PersonAsRead read, Func<PersonChange, T> decide, ISequences sequences, CancellationToken cancel = default)
    {
        var userId = read.User.Id;
        var shard = KeyText.Shard(userId, layout.PeopleShards);
        var partition = PeopleKeys.Partition(shard);
        HashSet<string>? known = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (attempt > 0)
                read = await ReadOrNewAsync(userId, cancel);
            var now = clock.GetUtcNow();
            var change = new PersonChange(read.User, read.ETag is null, now, await due.EarliestAsync(userId, now, cancel), known) { IsErased = read.User.Erasing is not null };
            var result = decide(change);
            if (!change.IsChanged)
                return new(result, read);
            if (change.IsErased || (read.ETag is null && await tombstones.IsErasedAsync(userId, cancel)))
            {
                await effects.ForgetAsync(change, cancel);
                return new(Drop(read, change, decide), read);
            }

            var batch = PeopleRows.Of(change, read.ETag, shard);
            if (!ReferenceEquals(read.User.Profile, change.User.Profile))
                batch.AddRange(addresses.Rows(userId, read.User.Profile, change.User.Profile));
            if (!await PrepareAsync(read.User, change, cancel))
                continue;
            switch (await _people.BatchAsync(partition, batch, cancel))
            {
                // Erased between the look and the write: whoever erases did not see this row.
                case BatchResult.Done when read.ETag is null && await tombstones.IsErasedAsync(userId, cancel):
                    await effects.EraseAsync(userId, sequences, cancel);
                    return new(Drop(read, change, decide), read);
                case BatchResult.Done done:
                    PersonMeasures.Count(change);
                    await effects.RunAsync(change, sequences, cancel);
                    return new(result, new(change.User, done.ETags[0]));
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

    // Decided once more, so that the result says that nothing came of it.
    private static T Drop<T>(PersonAsRead read, PersonChange given, Func<PersonChange, T> decide) =>
        decide(new(read.User, given.IsNew, given.Now, given.EarliestFiling) { IsErased = true });

    private async ValueTask<PersonAsRead> ReadOrNewAsync(string userId, CancellationToken cancel) =>
        await ReadAsync(userId, cancel) ?? new(new User { Id = userId, PersonKey = keys.New(userId) }, ETag: null);

    private async ValueTask<bool> PrepareAsync(User before, PersonChange change, CancellationToken cancel)
    {
        foreach (var suppression in change.Suppressions)
            await suppressions.ApplyAsync(suppression with { SeenAt = change.Now }, cancel);
        if (!ReferenceEquals(before.Profile, change.User.Profile))
            await addresses.NoteAsync(change.User.Id, before.Profile, change.User.Profile, cancel);
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
