using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>
/// Deletes what was kept long enough, shard by shard, so many users a night, and goes on behind them the next. A user with nothing old costs no
/// operation beside their share of a page. Runs may overlap, break off and be repeated.
/// </summary>
public sealed class RetentionPurge(
    ITables tables, IPeople people, IEnumerable<IPersonTraces> traces, StorageLayout layout, RetentionOptions options, TimeProvider clock)
{
    /// <summary>A walk over a shard begins no sooner than this after the one before began.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromDays(7);

    private const string Partition = "retention";

    private readonly ITable _people = tables.Open(PeopleKeys.Table);
    private readonly ITable _progress = tables.Open("Backfill");

    /// <summary>One night's share of every shard. Begins with another shard each day, so that a run that is cut off starves none.</summary>
    public async Task<PurgeResult> RunAsync(CancellationToken cancel = default)
    {
        var first = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber;
        var all = default(PurgeResult);
        for (var i = 0; i < layout.PeopleShards; i++)
            all = all.With(await RunAsync((first + i) % layout.PeopleShards, cancel));
        return all;
    }

    /// <summary>One night's share of a shard.</summary>
    public async Task<PurgeResult> RunAsync(int shard, CancellationToken cancel = default)
    {
        var expiry = new Expiry(options, clock.GetUtcNow());
        var progress = await ReadAsync(shard, cancel);
        if (progress.After is null)
        {
            if (expiry.Now < progress.Began + Between)
                return default;
            progress = new(expiry.Now, After: null);
        }

        var (done, after) = (default(PurgeResult), (string?)null);
        await foreach (var user in people.AllAsync(shard, progress.After, cancel))
        {
            done = done.With(await PurgeAsync(shard, user, expiry, cancel));
            if (done.Users < options.UsersPerShard)
                continue;
            after = user.Id;
            break;
        }

        await _progress.BatchAsync(
            Partition,
            [new RowChange.Upsert(PeopleKeys.Partition(shard), JsonSerializer.SerializeToUtf8Bytes(progress with { After = after }, PurgeRows.Default.PurgeProgress))],
            cancel);
        return done;
    }

    private async Task<PurgeResult> PurgeAsync(int shard, User user, Expiry expiry, CancellationToken cancel)
    {
        if (user.Erasing is not null)
            return new(1, 0, 0);
        // Interests are kept for less long than anything else, and the row in hand says whether one is old.
        if (Interests.Kept(user.Interests, expiry.Now).Count < user.Interests.Count)
            await people.ChangeAsync(user.Id, change => { Interests.Set(change, Interests.Kept(change.User.Interests, change.Now)); return true; }, NoneNeeded.Instance, cancel);
        if (!expiry.MayHaveAnythingOld(user))
            return new(1, 0, 0);
        var hasEnrolments = user.Episodes.Count > 0 || user.MergedInto is not null;
        var enrolments = hasEnrolments ? await people.EnrolmentsAsync(user.Id, cancel) : [];
        var over = enrolments.Where(each => expiry.IsOver(user, each)).ToList();
        foreach (var enrolment in over)
            await RemoveAsync(shard, user, enrolment, cancel);
        var events = expiry.MayHaveOldEvents(user)
            ? await RemoveEventsAsync(shard, user.Id, expiry.KeepFrom(user, enrolments.Except(over)), cancel)
            : 0;
        return new(1, over.Count, events);
    }

    // All of it in one batch, so that no audit sees a part: at most ten touches, each with its decision and an attempt and a trail for each channel.
    private async Task RemoveAsync(int shard, User user, Enrolment enrolment, CancellationToken cancel)
    {
        var partition = PeopleKeys.Partition(shard);
        List<RowChange> rows = [];
        List<LedgerEntry> ledger = [];
        await foreach (var row in _people.ReadRangeAsync(partition, PeopleKeys.Ledgers(user.Id, enrolment.Campaign, enrolment.Episode), cancel))
        {
            var entry = UserRows.Read(row.Data, UserRows.Default.LedgerEntry);
            ledger.Add(entry);
            rows.Add(new RowChange.Delete(row.Row));
            if (entry.Channel is not { } channel)
                continue;
            var key = AttemptKey.For(OpenEnrolment.InstanceId(entry.Campaign, entry.Episode, user.PersonKey), entry.Touch, channel);
            rows.Add(new RowChange.Delete(PeopleKeys.Attempt(AttemptReference.For(key, shard))));
        }

        foreach (var each in traces)
            await each.RemoveAsync(user.Id, ledger, cancel);
        rows.Add(new RowChange.Delete(PeopleKeys.Enrolment(user.Id, enrolment.Campaign, enrolment.Episode)));
        foreach (var chunk in rows.Chunk(TableLimits.MaxBatch))
            await _people.BatchAsync(partition, chunk, cancel);
    }

    // What is removed here has nothing to do with sequences.
    private sealed class NoneNeeded : ISequences
    {
        public static readonly NoneNeeded Instance = new();

        public Task StartAsync(SequenceStart start, CancellationToken cancel) => throw new NotSupportedException();

        public Task WakeAsync(string instanceId, Signal signal, CancellationToken cancel) => throw new NotSupportedException();

        public Task EraseAsync(string instanceId, CancellationToken cancel) => throw new NotSupportedException();
    }

    private async Task<int> RemoveEventsAsync(int shard, string userId, DateTimeOffset keepFrom, CancellationToken cancel)
    {
        var partition = PeopleKeys.Partition(shard);
        List<RowChange> over = [];
        await foreach (var row in _people.ReadRangeAsync(partition, PeopleKeys.Events(userId), cancel))
        {
            if (Expiry.IsOver(UserRows.Read(row.Data, UserRows.Default.StoredEvent), keepFrom))
                over.Add(new RowChange.Delete(row.Row));
        }

        foreach (var chunk in over.Chunk(TableLimits.MaxBatch))
            await _people.BatchAsync(partition, chunk, cancel);
        return over.Count;
    }

    private async Task<PurgeProgress> ReadAsync(int shard, CancellationToken cancel) =>
        await _progress.GetAsync(Partition, PeopleKeys.Partition(shard), cancel) is { } row
            ? JsonSerializer.Deserialize(row.Data.Span, PurgeRows.Default.PurgeProgress)!
            : new(DateTimeOffset.UnixEpoch, After: null);
}

/// <summary>How far the walk over a shard has come.</summary>
/// <param name="Began">When it began.</param>
/// <param name="After">Last user looked at; null at its end.</param>
internal sealed record PurgeProgress(DateTimeOffset Began, string? After);

[JsonSerializable(typeof(PurgeProgress))]
internal sealed partial class PurgeRows : JsonSerializerContext;
