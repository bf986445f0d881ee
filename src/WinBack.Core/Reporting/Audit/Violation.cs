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

    /// <summary>The user row.</summary>
    public sealed record OfUser : AuditedRow;

    /// <summary>An enrolment.</summary>
    public sealed record OfEnrolment(string Campaign, int Episode) : AuditedRow;

    /// <summary>A ledger row.</summary>
    public sealed record OfLedger(LedgerEntry Entry) : AuditedRow;

    /// <summary>A message that left.</summary>
    public sealed record OfOutbox(Departure Departure) : AuditedRow;

    /// <summary>A Due row, there or missing.</summary>
    public sealed record OfDue(DueFiling Filing) : AuditedRow;
}
