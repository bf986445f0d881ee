using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WinBack.Core.Events;

namespace WinBack.Local.Import;

/// <summary>A file of events in columns, and how it is to be read.</summary>
internal sealed record EventFile
{
    public required string Path { get; init; }

    public required ColumnMap Map { get; init; }

    public Delimiter Delimiter { get; init; } = Delimiter.Detected;

    public required DateReader Dates { get; init; }

    /// <summary>Type of every event, unless a column holds it.</summary>
    public string Type { get; init; } = "purchase";

    /// <summary>Currency of every value, unless a column holds it.</summary>
    public string? Currency { get; init; }

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary><c>orders.csv:17</c>: the same line of the same file is the same event, however often it is read.</summary>
    public string IdOf(long line) => string.Create(CultureInfo.InvariantCulture, $"{Name}:{line}");

    /// <summary>Reads the file from its start, one line in memory at a time.</summary>
    /// <exception cref="InvalidDataException">The map does not fit the file, or the file is no text.</exception>
    public IEnumerable<EventLine> Read(EventRules rules)
    {
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        LineReader? reader = null;
        foreach (var line in ColumnFile.Read(stream, Delimiter))
        {
            if (reader is null)
            {
                reader = new(this, Map.Bind(line.Cells), rules);
                if (!Map.IsByPosition || reader.IsHeader(line))
                    continue;
            }

            yield return reader.Read(line);
        }
    }

    /// <summary>Tells this file, read in this way, from every other.</summary>
    public async Task<string> FingerprintAsync(CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Map.Text}\n{Delimiter}\n{Dates}\n{Type}\n{Currency}\n"));
        await using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var buffer = new byte[1 << 16];
        while (await stream.ReadAsync(buffer, cancel) is > 0 and var read)
            hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
