namespace WinBack.Core.Reporting.Audit;

/// <summary>What an audit found.</summary>
public sealed record AuditReport
{
    /// <summary>Instant of the audit.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Users looked at.</summary>
    public required long Users { get; init; }

    /// <summary>Messages that left.</summary>
    public required long Departures { get; init; }

    /// <summary>Users whom the back-fill of the current campaigns has not reached: whether they need a check is not known yet.</summary>
    public required long AwaitingBackfill { get; init; }

    /// <summary>The promises, by number.</summary>
    public required IReadOnlyList<PromiseReport> Promises { get; init; }

    /// <summary>The rows that break a promise, by promise and user.</summary>
    public required IReadOnlyList<BrokenRow> Violations { get; init; }

    /// <summary>Whether every promise was kept.</summary>
    public bool IsClean => Violations.Count == 0;
}

/// <summary>How one promise fared.</summary>
/// <param name="Number">1 to 7.</param>
/// <param name="Name">The promise.</param>
/// <param name="Checked">How many things were held against it.</param>
/// <param name="Broken">How many rows break it.</param>
public sealed record PromiseReport(int Number, string Name, long Checked, long Broken);

/// <summary>A row that breaks a promise.</summary>
/// <param name="Promise">1 to 7.</param>
/// <param name="UserId">Whose row.</param>
/// <param name="Table">Table of the row.</param>
/// <param name="Row">Partition and key of the row, <c>20261124/20261124T0715000000000Z|replenish.3.k7f2~3Anudge~3Asms|0</c>.</param>
/// <param name="Explanation">How; no personal data.</param>
public sealed record BrokenRow(int Promise, string UserId, string Table, string Row, string Explanation);
