using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>Turns a decided change into the rows of its batch.</summary>
internal static class PeopleRows
{
    /// <summary>The batch. The user row is first and the events follow, so that the place of a refused row tells which it was.</summary>
    /// <param name="change">Decided.</param>
    /// <param name="etag">Of the user row as read; null when it is to be inserted.</param>
    /// <param name="shard">The person's.</param>
    public static List<RowChange> Of(PersonChange change, string? etag, int shard)
    {
        var user = change.User;
        var data = UserRows.Write(user, UserRows.Default.User);
        if (data.Length > TableLimits.MaxDataBytes)
            throw new PersonTooLargeException(data.Length);
        var key = PeopleKeys.User(user.Id);
        List<RowChange> rows = [etag is null ? new RowChange.Insert(key, data) : new RowChange.Replace(key, data, etag)];
        foreach (var stored in change.Events)
            rows.Add(new RowChange.Insert(PeopleKeys.Event(user.Id, stored.Id), UserRows.Write(stored, UserRows.Default.StoredEvent)));
        // Of two events of one write the first may enter a campaign and the second disprove it: the last word stands, and a batch may name a row once.
        for (var i = 0; i < change.Enrolments.Count; i++)
        {
            var enrolment = change.Enrolments[i];
            if (change.Enrolments.FindLastIndex(each => each.Campaign == enrolment.Campaign && each.Episode == enrolment.Episode) == i)
                rows.Add(new RowChange.Upsert(PeopleKeys.Enrolment(user.Id, enrolment.Campaign, enrolment.Episode), UserRows.Write(enrolment, UserRows.Default.Enrolment)));
        }

        foreach (var entry in change.Ledger)
            rows.Add(new RowChange.Upsert(PeopleKeys.Ledger(user.Id, entry), UserRows.Write(entry, UserRows.Default.LedgerEntry)));
        foreach (var sent in change.Sent)
            rows.Add(new RowChange.Upsert(PeopleKeys.Attempt(AttemptReference.For(sent.Key, shard)), UserRows.Write(sent, UserRows.Default.SentAttempt)));
        // Two events of one write may have the same effect, such as a wake-up: one is enough, and a batch may name a row once.
        foreach (var (row, effect) in change.Effects.Select(effect => (Row: PeopleKeys.Pending(user.Id, change.Now, effect), effect)).DistinctBy(each => each.Row))
            rows.Add(new RowChange.Upsert(row, UserRows.Write(new(change.Now, user.Id, effect), UserRows.Default.PendingEffect)));
        return rows;
    }
}

/// <summary>A user row would be larger than a row may be.</summary>
public sealed class PersonTooLargeException(int bytes)
    : Exception($"The user row would have {bytes} bytes; {TableLimits.MaxDataBytes} are allowed.");
