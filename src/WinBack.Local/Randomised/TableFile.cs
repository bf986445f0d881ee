using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Randomised;
using WinBack.Local.Import;

namespace WinBack.Local.Randomised;

/// <summary>Reads a randomised table from a file of columns whose first line names them, row by row.</summary>
internal sealed class TableFile(string path, Delimiter delimiter, TableColumns columns)
{
    // Beyond that a sum of squares is no longer exact to what anybody would call an amount of money.
    private const double LargestAmount = 1e12;
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int BetweenSigns = 4096;
    private const int LongestShown = 40;

    /// <summary>Reads all of it.</summary>
    /// <param name="onFault">Is told each row that cannot be read; such a table must not be reported, since rows may be missing from one arm more than from another.</param>
    /// <param name="onBytes">Is told now and then how many bytes are read.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="InvalidDataException">The file has no rows, lacks a column, or has too many arms or segments.</exception>
    public RandomisedTable Read(Action<LineFault> onFault, Action<long> onBytes, CancellationToken cancel)
    {
        using var file = File.OpenRead(path);
        using var lines = ColumnFile.Read(file, delimiter).GetEnumerator();
        if (!lines.MoveNext())
            throw new InvalidDataException($"{path} has no first line that names the columns.");
        if (Fault(lines.Current) is { } unnamed)
            throw new InvalidDataException($"{path}, {unnamed}");
        var header = lines.Current.Cells;
        var (arm, segment, metrics) = columns.Bind(header);
        var widest = Math.Max(Math.Max(arm, segment), metrics.DefaultIfEmpty(-1).Max());
        var table = new RandomisedTable(columns.Metrics);
        var values = new double[metrics.Length];
        while (lines.MoveNext())
        {
            var line = lines.Current;
            if (line.Number % BetweenSigns == 0)
            {
                cancel.ThrowIfCancellationRequested();
                onBytes(line.BytesBefore);
            }

            if (Fault(line, header.Length, widest, arm) is { } unread)
                onFault(unread);
            else if (Values(line, metrics, values) is { } wrong)
                onFault(wrong);
            else
                Check(table.Add(line.Cells[arm], segment < 0 ? "" : line.Cells[segment], values), line.Number);
        }

        return table.Arms.Count > 0 ? table : throw new InvalidDataException($"{path} has no row that can be read.");
    }

    private LineFault? Fault(ColumnLine line, int named, int widest, int arm)
    {
        if (Fault(line) is { } unread)
            return unread;
        if (line.Cells.Length <= widest || line.Cells.Length > named)
            return new(line.Number, null, $"The line has {Counted.Of(line.Cells.Length, "column")}.", $"{named}, as the first line names.");
        return line.Cells[arm].Length == 0 ? new(line.Number, columns.Arm, "The arm is empty.", "The arm the user was drawn into.") : null;
    }

    private static LineFault? Fault(ColumnLine line) =>
        line.Broken is { } broken ? new(line.Number, null, broken, "") : line.IsUtf8 ? null : line.NotUtf8();

    private LineFault? Values(ColumnLine line, int[] at, double[] values)
    {
        for (var i = 0; i < at.Length; i++)
        {
            var (metric, cell) = (columns.Metrics[i], line.Cells[at[i]]);
            if ((cell.Length == 0 ? Empty() : metric.Kind == MetricKind.Converted ? Converted(cell) : Amount(cell)) is not { } value)
                return new(line.Number, metric.Name, cell.Length == 0 ? "The cell is empty." : $"The cell '{Shown(cell)}' cannot be read.", Allowed(metric.Kind, cell));
            values[i] = value;
        }

        return null;
    }

    private double? Empty() => columns.EmptyIsZero ? 0 : null;

    private static double? Amount(string cell) =>
        double.TryParse(cell, Number, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) <= LargestAmount ? amount : null;

    private static double? Converted(string cell) => cell.Length == 1
        ? cell[0] switch { '0' or 'n' or 'N' or 'f' or 'F' => 0, '1' or 'y' or 'Y' or 't' or 'T' => 1, _ => null }
        : cell.ToUpperInvariant() switch { "FALSE" or "NO" => 0, "TRUE" or "YES" => 1, _ => Amount(cell) is { } number and (0 or 1) ? number : null };

    private static string Allowed(MetricKind kind, string cell) => (kind, cell) switch
    {
        (_, "") => "A value; --empty-is-zero counts empty cells as 0.",
        (MetricKind.Converted, _) => "0 or 1, true or false, yes or no; a number of conversions is a --revenue.",
        _ => "A number from -1e12 to 1e12, such as -12.50, with a point and without thousands separators.",
    };

    private static string Shown(string cell) => cell.Length <= LongestShown ? cell : cell[..LongestShown] + "…";

    private void Check(RowResult result, long line)
    {
        if (result == RowResult.ArmTooMany)
            throw new InvalidDataException($"{path}:{line}: the column {columns.Arm} has more than {RandomisedTable.MostArms} values; {RandomisedTable.MostArms} arms are allowed.");
        if (result == RowResult.SegmentTooMany)
            throw new InvalidDataException($"{path}:{line}: the column {columns.Segment} has more than {RandomisedTable.MostSegments} values; {RandomisedTable.MostSegments} segments are allowed. Group them first.");
    }
}
