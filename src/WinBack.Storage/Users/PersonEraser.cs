using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>Deletes what is stored about a person whose user row is emptied already.</summary>
public sealed class PersonEraser(
    ITables tables, StorageLayout layout, IDueFiler due, AddressBook addresses, IFacts facts, InterestIndex interests, IEnumerable<IPersonTraces> traces)
{
    private readonly ITable _people = tables.Open(PeopleKeys.Table);

    /// <summary>Ends and deletes the sequences, then deletes every row, the user row last. Repeating it goes on where it stopped.</summary>
    public async Task RemoveAsync(string userId, ISequences sequences, CancellationToken cancel)
    {
        var partition = PeopleKeys.Partition(userId, layout.PeopleShards);
        var row = await _people.GetAsync(partition, PeopleKeys.User(userId), cancel);
        if (row is not null)
            await RemoveWhatTheRowLeadsToAsync(partition, UserRows.Read(row.Data, UserRows.Default.User), sequences, cancel);
        await RemoveEffectsAsync(partition, userId, effect => effect is not Effect.EraseUser, cancel);
        await RemoveAddressesAsync(partition, userId, cancel);
        await RemoveRangeAsync(partition, PeopleKeys.Events(userId), cancel);
        await RemoveRangeAsync(partition, PeopleKeys.Ledgers(userId), cancel);
        await RemoveRangeAsync(partition, PeopleKeys.Enrolments(userId), cancel);
        await RemoveRangeAsync(partition, PeopleKeys.AllMerged(userId), cancel);

        // With the row goes the person key; without it the facts belong to nobody.
        await _people.BatchAsync(partition, [new RowChange.Delete(PeopleKeys.User(userId))], cancel);
        await RemoveEffectsAsync(partition, userId, effect => effect is Effect.EraseUser own && own.UserId == userId, cancel);
    }

    /// <summary>Other ids of the person whose removal was left pending with this one.</summary>
    public async Task<IReadOnlyList<string>> OthersAsync(string userId, CancellationToken cancel)
    {
        List<string> others = [];
        await foreach (var row in _people.ReadRangeAsync(PeopleKeys.Partition(userId, layout.PeopleShards), PeopleKeys.PendingOf(userId), cancel))
        {
            if (UserRows.Read(row.Data, UserRows.Default.PendingEffect).Effect is Effect.EraseUser other)
                others.Add(other.UserId);
        }

        return others;
    }

    /// <summary>Deletes what was left pending, once the others are removed.</summary>
    public Task SettleAsync(string userId, CancellationToken cancel) =>
        RemoveEffectsAsync(PeopleKeys.Partition(userId, layout.PeopleShards), userId, effect => effect is Effect.EraseUser, cancel);

    /// <summary>Deletes what stores beside People hold about attempts to contact a person.</summary>
    public async Task RemoveTracesAsync(string userId, IReadOnlyList<LedgerEntry> ledger, CancellationToken cancel)
    {
        foreach (var each in traces)
            await each.RemoveAsync(userId, ledger, cancel);
    }

    /// <summary>What only the person key or the row itself finds: it goes before them.</summary>
    private async Task RemoveWhatTheRowLeadsToAsync(string partition, User user, ISequences sequences, CancellationToken cancel)
    {
        await foreach (var row in _people.ReadRangeAsync(partition, PeopleKeys.Enrolments(user.Id), cancel))
        {
            var enrolment = UserRows.Read(row.Data, UserRows.Default.Enrolment);
            var instance = OpenEnrolment.InstanceId(enrolment.Campaign, enrolment.Episode, user.PersonKey);
            await sequences.EraseAsync(instance, cancel);
            await sequences.EraseAsync(OpenEnrolment.WelcomeInstanceId(instance), cancel);
            await due.RemoveAsync(new(DueKind.Close, enrolment.WindowEnds, user.Id, enrolment.Campaign, enrolment.Episode, LastSeen: null), cancel);
            if (user.MergedInto is not null)      // where another look is filed
                await due.RemoveAsync(new(DueKind.Close, enrolment.EnrolledAt + FollowUp.Length, user.Id, enrolment.Campaign, enrolment.Episode, LastSeen: null), cancel);
        }

        List<LedgerEntry> ledger = [];
        await foreach (var row in _people.ReadRangeAsync(partition, PeopleKeys.Ledgers(user.Id), cancel))
            ledger.Add(UserRows.Read(row.Data, UserRows.Default.LedgerEntry));
        await RemoveTracesAsync(user.Id, ledger, cancel);
        var shard = KeyText.Shard(user.Id, layout.PeopleShards);
        var attempts = ledger.Where(entry => entry.Channel is not null)
            .Select(entry => AttemptKey.For(OpenEnrolment.InstanceId(entry.Campaign, entry.Episode, user.PersonKey), entry.Touch, entry.Channel!.Value))
            .Select(key => PeopleKeys.Attempt(AttemptReference.For(key, shard)));
        await RemoveAsync(partition, attempts, cancel);
        foreach (var item in user.Erasing?.Items ?? [])
            await interests.RemoveAsync(item, user.Id, cancel);
        if (user.Erasing?.Check is { } check)
            await due.RemoveAsync(new(DueKind.Check, check, user.Id, Campaign: null, Episode: 0, LastSeen: null), cancel);
    }

    /// <summary>Facts that a crash left pending are still counted, and what leads from items is removed; nothing else that was to happen does.</summary>
    private async Task RemoveEffectsAsync(string partition, string userId, Func<Effect, bool> wanted, CancellationToken cancel)
    {
        List<string> done = [];
        await foreach (var row in _people.ReadRangeAsync(partition, PeopleKeys.PendingOf(userId), cancel))
        {
            var effect = UserRows.Read(row.Data, UserRows.Default.PendingEffect).Effect;
            if (effect is Effect.AppendFact fact)
                await facts.AppendAsync(fact.Fact, cancel);
            if (effect is Effect.FollowItems follow)
                await interests.FollowAsync(userId, follow, cancel);
            if (wanted(effect))
                done.Add(row.Row);
        }

        await RemoveAsync(partition, done, cancel);
    }

    private async Task RemoveAddressesAsync(string partition, string userId, CancellationToken cancel)
    {
        List<string> done = [];
        await foreach (var row in _people.ReadRangeAsync(partition, PeopleKeys.Addresses(userId), cancel))
        {
            var (channel, hash) = AddressBook.Read(row);
            await addresses.RemoveAsync(channel, hash, userId, cancel);
            done.Add(row.Row);
        }

        await RemoveAsync(partition, done, cancel);
    }

    private async Task RemoveRangeAsync(string partition, (string From, string To) range, CancellationToken cancel)
    {
        List<string> rows = [];
        await foreach (var row in _people.ReadRangeAsync(partition, range, cancel))
            rows.Add(row.Row);
        await RemoveAsync(partition, rows, cancel);
    }

    private async Task RemoveAsync(string partition, IEnumerable<string> rows, CancellationToken cancel)
    {
        foreach (var chunk in rows.Distinct(StringComparer.Ordinal).Chunk(TableLimits.MaxBatch))
            await _people.BatchAsync(partition, [.. chunk.Select(row => new RowChange.Delete(row))], cancel);
    }
}
