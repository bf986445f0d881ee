using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Reporting.Audit;
using WinBack.Storage.Tables;
using WinBack.Storage.Telemetry;

namespace WinBack.Storage.Reporting;

/// <summary>
/// The result of the last audit that ran by schedule or on demand: one row. It names <see cref="NamedPerPromise"/> rows of each broken promise, by
/// keys that stand in other tables, and nothing else about a person.
/// </summary>
public sealed class AuditResults(ITables tables)
{
    /// <summary>So many of the rows that break a promise are named; all are counted. Keeps the row far below what a row may hold.</summary>
    public const int NamedPerPromise = 8;

    private const string Partition = "audit";
    private const string Row = "last";

    // Beside the heartbeat of the scan, for whoever looks after the house.
    private readonly ITable _results = tables.Open("Heartbeat");

    /// <summary>Keeps a result in place of the one before.</summary>
    public async Task KeepAsync(AuditReport report, DateTimeOffset finishedAt, CancellationToken cancel = default)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(new AuditResult(finishedAt, report.NamingAtMost(NamedPerPromise)), AuditRow.Default.AuditResult);
        await _results.BatchAsync(Partition, [new RowChange.Upsert(Row, data)], cancel);
    }

    /// <summary>The last result; null before the first.</summary>
    public async Task<AuditResult?> LastAsync(CancellationToken cancel = default) =>
        await _results.GetAsync(Partition, Row, cancel) is { } row ? JsonSerializer.Deserialize(row.Data.Span, AuditRow.Default.AuditResult) : null;

    /// <summary>Records what an audit found, promise by promise, none broken included: what alerts go by.</summary>
    public static void Measure(AuditReport report)
    {
        foreach (var promise in report.Promises)
            Measures.Audited(promise.Name, promise.Broken);
        Measures.AuditFinished();
    }
}

/// <summary>An audit that came to its end.</summary>
/// <param name="FinishedAt">When it did.</param>
/// <param name="Report">What it found.</param>
public sealed record AuditResult(DateTimeOffset FinishedAt, AuditReport Report);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(AuditResult))]
internal sealed partial class AuditRow : JsonSerializerContext;
