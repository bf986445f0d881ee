using System.CommandLine;
using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Randomised;
using WinBack.Local.Import;
using WinBack.Local.Randomised;

namespace WinBack.Local.Commands;

/// <summary>The arguments of <c>lift</c>, and the table they lead to.</summary>
internal sealed class LiftArguments
{
    private readonly Argument<string> _file = new("FILE") { Description = "CSV whose first line names the columns, one row for each user; UTF-8, or UTF-16 with a byte order mark." };
    private readonly Option<string> _arm = new("--arm") { Description = "Column of the arm that chance put the user into.", HelpName = "COLUMN", Required = true };
    private readonly Option<string> _control = new("--control") { Description = "The arm that the others are compared with first.", HelpName = "VALUE", Required = true };
    private readonly Option<string[]> _converted = new("--converted") { Description = $"Column of 0 and 1 (or true and false, yes and no): whether the user did it. Up to {TableColumns.MostMetrics} times.", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _revenue = new("--revenue") { Description = "Column of an amount for each user, 0 for none.", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _by = new("--by") { Description = $"Column of segments that were known before the draw, at most {RandomisedTable.MostSegments}.", HelpName = "COLUMN" };
    private readonly Option<string?> _ratio = new("--ratio") { Description = "Parts that the arms were drawn in, such as treatment=9,holdout=1. Equal ones unless said: a design that is not equal must be given here.", HelpName = "ARM=PARTS,…" };
    private readonly Option<long> _expected = new("--expected") { Description = "Users in two arms together at which the always-valid intervals are narrowest, 1 to 1,000,000,000. To be chosen before the first look.", HelpName = "USERS", DefaultValueFactory = _ => TableDesign.ExpectedUnlessSaid };
    private readonly Option<bool> _emptyIsZero = new("--empty-is-zero") { Description = "Count an empty cell as 0; without it such a row is an error." };
    private readonly Option<string?> _between = new("--delimiter") { Description = "One character, or comma, semicolon, tab, or space for any run of blanks; found out by itself when left out (never space)." };

    public void AddTo(Command command)
    {
        command.Add(_file);
        foreach (var option in new System.CommandLine.Option[] { _arm, _control, _converted, _revenue, _by, _ratio, _expected, _emptyIsZero, _between })
            command.Add(option);
        _expected.Validators.Add(given =>
        {
            // What is no number at all is refused by its type.
            if (given.Tokens is [var token] && long.TryParse(token.Value, CultureInfo.InvariantCulture, out var users) && users is < 1 or > 1_000_000_000)
                given.AddError($"--expected is a number from 1 to 1000000000, not {users}.");
        });
    }

    /// <summary>Whether segments were asked for.</summary>
    public bool IsSegmented(ParseResult call) => call.GetValue(_by) is not null;

    /// <summary>How the table was randomised.</summary>
    /// <exception cref="CommandException">The control is no arm of the table.</exception>
    /// <exception cref="InvalidDataException">The ratio is not one of its arms.</exception>
    public TableDesign Design(ParseResult call, RandomisedTable table)
    {
        var control = call.GetValue(_control)!;
        if (!table.Arms.Contains(control))
            throw new CommandException($"No row has '{control}' in the column {call.GetValue(_arm)}; there are: {string.Join(", ", table.Arms)}.");
        return new(control, call.GetValue(_ratio) is { } ratio ? ArmShares.Parse(ratio, table.Arms) : null, call.GetValue(_expected));
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="CommandException">It is not there, a column is asked for twice, or a line cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has not what was asked for.</exception>
    public async Task<RandomisedTable> ReadAsync(ParseResult call, CancellationToken cancel)
    {
        var path = call.GetValue(_file)!;
        if (!File.Exists(path))
            throw new CommandException($"There is no file {path}.");
        var file = new TableFile(path, Delimiter.Parse(call.GetValue(_between)), Columns(call));
        var faults = new FaultList(Console.Error);
        var size = Math.Max(1.0, new FileInfo(path).Length);
        var table = await LongWork.ShowAsync(Path.GetFileName(path), done => Task.Run(() => file.Read(faults.Add, bytes => done(bytes / size), cancel), cancel));
        faults.End();
        return faults.Count == 0
            ? table
            : throw new CommandException($"{Counted.Of(faults.Count, "line")} of {path} cannot be read. Nothing is compared: to leave them out could bias the lift.");
    }

    private TableColumns Columns(ParseResult call)
    {
        List<Metric> metrics =
        [
            .. call.GetValue(_converted)!.Select(column => new Metric(column, MetricKind.Converted)),
            .. call.GetValue(_revenue)!.Select(column => new Metric(column, MetricKind.Revenue)),
        ];
        if (metrics.GroupBy(metric => metric.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new CommandException($"The column '{twice.Key}' is asked for twice.");
        if (metrics.Count > TableColumns.MostMetrics)
            throw new CommandException($"{metrics.Count} columns are to be compared; {TableColumns.MostMetrics} are allowed.");
        return new() { Arm = call.GetValue(_arm)!, Segment = call.GetValue(_by), Metrics = metrics, EmptyIsZero = call.GetValue(_emptyIsZero) };
    }
}
