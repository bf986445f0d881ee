using CsvHelper;

namespace WinBack.Local.Import;

/// <summary>Reads a file of columns line by line, whatever its size, in UTF-8 or with a byte order mark; lines end in LF or CRLF, empty ones are passed over.</summary>
internal static class ColumnFile
{
    // A quote that is never closed would take the rest of the file for one cell.
    private const int LongestRecord = 1024 * 1024;

    /// <exception cref="InvalidDataException">A record is longer than 1 MiB: a quote is not closed, or this is no text.</exception>
    public static IEnumerable<ColumnLine> Read(Stream file, Delimiter delimiter) => delimiter switch
    {
        Delimiter.Blanks => ReadBlanks(file),
        Delimiter.Character character => ReadCsv(file, character.Between),
        _ => throw new ArgumentOutOfRangeException(nameof(delimiter)),
    };

    private static IEnumerable<ColumnLine> ReadBlanks(Stream file)
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        for (var number = 1L; reader.ReadLine() is { } line; number++)
        {
            var cells = line.Split((char[]?)[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length > 0)
                yield return new(number, cells, null, file.Position);
        }
    }

    private static IEnumerable<ColumnLine> ReadCsv(Stream file, char? between)
    {
        Queue<ColumnLine> broken = new();
        using var reader = CsvReader.Create(
            file,
            new()
            {
                Separator = between,
                HasHeader = false,
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MaxRecordSize = LongestRecord,
                MalformedData = CsvMalformedDataHandling.Skip,
                OnMalformedRecord = record => broken.Enqueue(new(record.LineNumber, [], Say(record.Reason), record.ByteOffset)),
            },
            leaveOpen: true);
        while (Next(reader))
        {
            while (broken.TryDequeue(out var before))
                yield return before;
            yield return new(reader.LineNumber, reader.Current.ToArray(), null, reader.ByteOffset);
        }

        while (broken.TryDequeue(out var last))
            yield return last;
    }

    private static bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException tooLong)
        {
            throw new InvalidDataException($"Line {tooLong.LineNumber} goes on for more than {LongestRecord} bytes: a quote that is not closed, or no text.", tooLong);
        }
    }

    private static string Say(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "A quote stands within a cell that is not quoted.",
        CsvMalformedReason.TextAfterClosingQuote => "Text stands behind a closing quote.",
        CsvMalformedReason.UnterminatedQuote => "A quote is opened and never closed.",
        _ => "The line cannot be split into columns.",
    };
}
