using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Local.Import;

namespace WinBack.Local.Commands;

/// <summary>A small file of columns whose first line names them: a catalogue, a list of seeds.</summary>
internal static class CellFile
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>Its lines, each by the names of the columns; empty cells are left out.</summary>
    /// <exception cref="CommandException">It is too large, too long, no UTF-8, or a line cannot be split.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path, int most)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MaxBytes } large)
            throw new CommandException($"{path} has {large.Length} bytes; {MaxBytes} are allowed.");
        var bytes = File.ReadAllBytes(path);
        if (FileText.Decode(path, bytes).Error is { } undecoded)
            throw new CommandException(undecoded.ToString());
        using var file = new MemoryStream(bytes);
        string[]? names = null;
        var lines = new List<IReadOnlyDictionary<string, string>>();
        foreach (var line in ColumnFile.Read(file, Delimiter.Detected))
        {
            if (line.Broken is { } broken || line.Cells.Length > (names ?? line.Cells).Length)
                throw new CommandException($"{path}:{line.Number}: {line.Broken ?? $"{Counted.Of(line.Cells.Length, "column")}; the first line names {names!.Length}"}");
            if (names is null)
                names = line.Cells;
            else if (lines.Count == most)
                throw new CommandException($"{path} has more than {most} lines; {most} are allowed.");
            else
                lines.Add(names.Zip(line.Cells).Where(cell => cell.Second.Length > 0).DistinctBy(cell => cell.First).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal));
        }

        return lines;
    }
}
