using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using Microsoft.Data.Sqlite;
using WinBack.Core.Reporting.Export;
using WinBack.Functions.Reporting.Export;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;
using WinBack.TestKit;
using WinBack.TestKit.Tables;
using Xunit;

namespace WinBack.Functions.Tests.Reporting;

/// <summary>Every number of a report can be counted from what is exported, by the queries of docs/reports.md.</summary>
public sealed partial class ReportQueryTests : IAsyncLifetime, IDisposable
{
    private const double Close = 1e-6;

    // Derived from other numbers of the report, or an error: docs/reports.md says by which formula.
    private static readonly HashSet<string> Computed = new(StringComparer.Ordinal) { "p_value", "p_value_always", "adjusted_p_value", "return_rate_corrected", "margin", "profit", "cost_per_incremental_user" };

    private readonly SqliteConnection _proof = new("Data Source=:memory:");
    private readonly Dictionary<(string, string, string, string, string), double?> _report = [];

    public async Task InitializeAsync()
    {
        var facts = new FactStore(new MemoryTables(), StorageLayout.OneMachine, new(new MemoryTables(), TimeProvider.System));
        await new MadeUpFacts(facts).AppendAsync();
        var report = await new ReportReader(facts).ReadAsync(MadeUpFacts.Campaign, MadeUpFacts.From, MadeUpFacts.Until);
        foreach (var row in ReportTable.Of(report))
            _report.Add((row.Population, row.Table, row.Group ?? "", row.Arm ?? "", row.Metric), row.Value);
        await _proof.OpenAsync();
        var export = new FactExport(facts);
        await LoadAsync("facts", export.FactsAsync(MadeUpFacts.Campaign, MadeUpFacts.From, MadeUpFacts.Until), FactColumns.All);
        await LoadAsync("enrolments", export.EnrolmentsAsync(MadeUpFacts.Campaign, MadeUpFacts.From, MadeUpFacts.Until), EnrolmentColumns.All);
        foreach (var setup in Queries().Where(query => query.StartsWith("CREATE", StringComparison.Ordinal)))
            Execute(setup.Replace("2026-11-30", ReportTable.Text(MadeUpFacts.Until), StringComparison.Ordinal));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _proof.Dispose();

    [Fact]
    public void Queries_OfTheGuide_CountWhatTheReportSays()
    {
        var counted = Counted();
        Assert.All(counted, row => Assert.True(
            _report.TryGetValue(row.Key, out var said) && Math.Abs((said ?? 0) - row.Value) <= Close, $"{row.Key}: the query counts {row.Value}, the report says {(_report.TryGetValue(row.Key, out var value) ? value : "nothing")}."));
        Assert.True(counted.Count > 800, $"only {counted.Count} numbers were compared");
    }

    /// <summary>No number of a report goes without a query, but for those that a formula makes of others.</summary>
    [Fact]
    public void Queries_OfTheGuide_LeaveNoNumberOut()
    {
        var counted = Counted();

        Assert.Empty(_report.Where(row => row.Value is not (null or 0) && !counted.ContainsKey(row.Key) && row.Key.Item4 != "relative" && row.Key.Item2 != "detectable" && !Computed.Contains(row.Key.Item5)).Select(row => row.Key));
    }

    [Fact]
    public void Guide_HasEveryColumnOfTheTable()
    {
        var page = Repository.Read("docs/reports.md");
        Assert.All(ReportFigure.Columns.Select(column => $"| `{column.Name}` | {column.Type} | {column.Means} |"), row => Assert.Contains(row, page, StringComparison.Ordinal));
    }

    private Dictionary<(string, string, string, string, string), double> Counted()
    {
        Dictionary<(string, string, string, string, string), double> counted = [];
        foreach (var query in Queries().Where(query => !query.StartsWith("CREATE", StringComparison.Ordinal)))
        {
            using var command = _proof.CreateCommand();
            command.CommandText = query;
            using var rows = command.ExecuteReader();
            while (rows.Read())
                counted.Add((Text(rows, 0), Text(rows, 1), Text(rows, 2), Text(rows, 3), Text(rows, 4)), rows.IsDBNull(5) ? 0 : rows.GetDouble(5));
        }

        return counted;
    }

    private async Task LoadAsync<T>(string table, IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns)
    {
        using var file = new MemoryStream();
        await ExportFile.WriteAsync(rows, columns, ExportFormat.Csv, file, CancellationToken.None);
        file.Position = 0;
        using var csv = CsvReader.Create(file, new() { Separator = ',', HasHeader = false }, leaveOpen: true);
        csv.Read();
        Execute($"CREATE TABLE {table} ({string.Join(", ", csv.Current.ToArray().Select(name => $"\"{name}\" TEXT"))})");
        using var all = _proof.BeginTransaction();
        while (csv.Read())
            Insert(table, csv.Current.ToArray(), all);
        all.Commit();
    }

    private void Insert(string table, string[] row, SqliteTransaction within)
    {
        using var insert = _proof.CreateCommand();
        insert.Transaction = within;
        insert.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", row.Select((_, i) => $"$p{i}"))})";
        for (var i = 0; i < row.Length; i++)
            insert.Parameters.AddWithValue($"$p{i}", row[i]);
        insert.ExecuteNonQuery();
    }

    private void Execute(string statements)
    {
        using var command = _proof.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    private static IEnumerable<string> Queries() => SqlBlock().Matches(Repository.Read("docs/reports.md")).Select(match => match.Groups[1].Value);

    private static string Text(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? "" : Convert.ToString(rows.GetValue(column), CultureInfo.InvariantCulture)!;

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex SqlBlock();
}
