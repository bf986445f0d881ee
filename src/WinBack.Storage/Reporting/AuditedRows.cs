using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Names the stored row that a violation is about.</summary>
internal static class AuditedRows
{
    public static BrokenRow Name(Violation violation, StorageLayout layout)
    {
        var user = violation.UserId;
        var people = PeopleKeys.Partition(user, layout.PeopleShards);
        var (table, partition, row) = violation.Row switch
        {
            AuditedRow.OfUser => (PeopleKeys.Table, people, PeopleKeys.User(user)),
            AuditedRow.OfEnrolment enrolment => (PeopleKeys.Table, people, PeopleKeys.Enrolment(user, enrolment.Campaign, enrolment.Episode)),
            AuditedRow.OfLedger ledger => (PeopleKeys.Table, people, PeopleKeys.Ledger(user, ledger.Entry)),
            AuditedRow.OfOutbox outbox => (Outbox.Table, Outbox.Partition(outbox.Departure.At), outbox.Departure.Id),
            AuditedRow.OfTrail trail => (PeopleKeys.Table, people, PeopleKeys.Attempt(AttemptReference.For(trail.Sent.Key, KeyText.Shard(user, layout.PeopleShards)))),
            AuditedRow.OfDue due => (DueKeys.Table, DueKeys.Partition(due.Filing.At, KeyText.Shard(user, layout.PeopleShards)), DueKeys.Row(due.Filing)),
            _ => throw new InvalidOperationException($"A new kind of row, {violation.Row.GetType().Name}, must be named here."),
        };
        return new((int)violation.Promise, user, table, partition + "/" + row, violation.Explanation, AuditedRow.CampaignOf(violation.Row));
    }
}
