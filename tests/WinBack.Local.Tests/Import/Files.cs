using NodaTime;
using WinBack.Core.Events;
using WinBack.Local.App;
using WinBack.Local.Import;

namespace WinBack.Local.Tests.Import;

/// <summary>A directory of its own for files and a data directory, deleted at the end.</summary>
internal sealed class Files : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("winback-import-").FullName;

    public DataDirectory Data => new(Path.Combine(_root, "data"));

    public static EventRules Rules { get; } = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), SourceTrust.Full, AllowOld: true);

    /// <summary>A file with exactly this text.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_root, name);
        File.WriteAllText(path, text);
        return path;
    }

    public EventFile Read(string text, string map, string? delimiter = null, string? dateFormat = null, string zone = "UTC") => new()
    {
        Path = Write("log.csv", text),
        Map = ColumnMap.Parse(map),
        Delimiter = Delimiter.Parse(delimiter),
        Dates = new(dateFormat, DateTimeZoneProviders.Tzdb[zone]),
    };

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
