namespace WinBack.Core.Reporting.Audit;

/// <summary>What an audit found, of everybody or of some shards.</summary>
public sealed record AuditReport
{
    private readonly IReadOnlyDictionary<string, long>? _brokenByCampaign;

    /// <summary>Instant of the audit; of one by shards, when the first began.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Users looked at.</summary>
    public required long Users { get; init; }

    /// <summary>Messages that left: each that stands in the outbox, and each attempt that only the ledger knows.</summary>
    public required long Departures { get; init; }

    /// <summary>Users whom the back-fill of the current campaigns has not reached: whether they need a check is not known yet.</summary>
    public required long AwaitingBackfill { get; init; }

    /// <summary>The promises, by number.</summary>
    public required IReadOnlyList<PromiseReport> Promises { get; init; }

    /// <summary>How many rows of each campaign break a promise; rows of the index that are about no campaign are left out.</summary>
    public IReadOnlyDictionary<string, long> BrokenByCampaign { get => _brokenByCampaign ?? new Dictionary<string, long>(); init => _brokenByCampaign = value; }

    /// <summary>The rows that break a promise, by promise and user; of very many only some.</summary>
    public required IReadOnlyList<BrokenRow> Violations { get; init; }

    /// <summary>Rows that break a promise, named or not.</summary>
    public long Broken => Promises.Sum(promise => promise.Broken);

    /// <summary>Whether every promise was kept.</summary>
    public bool IsClean => Broken == 0;

    /// <summary>The report of an audit that has looked at nobody yet.</summary>
    public static AuditReport Empty(DateTimeOffset asOf) => new()
    {
        AsOf = asOf,
        Users = 0,
        Departures = 0,
        AwaitingBackfill = 0,
        Promises = [.. Enum.GetValues<Promise>().Select(promise => new PromiseReport((int)promise, promise.ToString(), 0, 0))],
        Violations = [],
    };

    /// <summary>This report and that of others together; as of this one.</summary>
    /// <param name="other">Of other persons.</param>
    public AuditReport With(AuditReport other) => this with
    {
        Users = Users + other.Users,
        Departures = Departures + other.Departures,
        AwaitingBackfill = AwaitingBackfill + other.AwaitingBackfill,
        Promises = [.. Promises.Select(promise => other.Promises.FirstOrDefault(each => each.Number == promise.Number) is { } more
            ? promise with { Checked = promise.Checked + more.Checked, Broken = promise.Broken + more.Broken }
            : promise)],
        BrokenByCampaign = BrokenByCampaign.Concat(other.BrokenByCampaign).GroupBy(each => each.Key, StringComparer.Ordinal)
            .OrderBy(each => each.Key, StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.Sum(part => part.Value), StringComparer.Ordinal),
        Violations = [.. Violations.Concat(other.Violations).OrderBy(broken => broken.Promise).ThenBy(broken => broken.UserId, StringComparer.Ordinal)],
    };

    /// <summary>The same with so many rows of each promise named: all are counted, and a report that is stored or passed on stays small.</summary>
    /// <param name="perPromise">At least 0.</param>
    public AuditReport NamingAtMost(int perPromise) =>
        this with { Violations = [.. Violations.GroupBy(broken => broken.Promise).OrderBy(each => each.Key).SelectMany(each => each.Take(perPromise))] };
}

/// <summary>How one promise fared.</summary>
/// <param name="Number">Number of the promise, 1 to 7.</param>
/// <param name="Name">The promise.</param>
/// <param name="Checked">How many things were held against it.</param>
/// <param name="Broken">How many rows break it.</param>
public sealed record PromiseReport(int Number, string Name, long Checked, long Broken);

/// <summary>A row that breaks a promise.</summary>
/// <param name="Promise">Number of the promise, 1 to 7.</param>
/// <param name="UserId">Whose row.</param>
/// <param name="Table">Table of the row.</param>
/// <param name="Row">Partition and key of the row, <c>20261124/20261124T0715000000000Z|replenish.3.k7f2~3Anudge~3Asms|0</c>.</param>
/// <param name="Explanation">How; no personal data.</param>
/// <param name="Campaign">The campaign to pause; null for a row that is about none.</param>
public sealed record BrokenRow(int Promise, string UserId, string Table, string Row, string Explanation, string? Campaign = null);
