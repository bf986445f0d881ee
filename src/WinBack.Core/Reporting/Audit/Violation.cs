using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>A row that breaks a promise.</summary>
/// <param name="Promise">Which.</param>
/// <param name="UserId">Whose row.</param>
/// <param name="Row">The row.</param>
/// <param name="Explanation">How, for people; no personal data.</param>
public sealed record Violation(Promise Promise, string UserId, AuditedRow Row, string Explanation);

/// <summary>A stored row, by what it is about; storage knows its key.</summary>
public abstract record AuditedRow
{
    private AuditedRow() { }

    /// <summary>The campaign that a row is about; null for one that is about none or all of them.</summary>
    public static string? CampaignOf(AuditedRow row) => row switch
    {
        OfEnrolment enrolment => enrolment.Campaign,
        OfLedger ledger => ledger.Entry.Campaign,
        OfOutbox outbox => outbox.Departure.Campaign,
        OfTrail trail => trail.Sent.Campaign,
        OfDue due => due.Filing.Campaign,
        _ => null,
    };

    /// <summary>The user row.</summary>
    public sealed record OfUser : AuditedRow;

    /// <summary>An enrolment.</summary>
    public sealed record OfEnrolment(string Campaign, int Episode) : AuditedRow;

    /// <summary>A ledger row.</summary>
    public sealed record OfLedger(LedgerEntry Entry) : AuditedRow;

    /// <summary>A message that left.</summary>
    public sealed record OfOutbox(Departure Departure) : AuditedRow;

    /// <summary>The trail of an attempt, see <see cref="SentAttempt"/>.</summary>
    public sealed record OfTrail(SentAttempt Sent) : AuditedRow;

    /// <summary>A Due row, there or missing.</summary>
    public sealed record OfDue(DueFiling Filing) : AuditedRow;
}
