using System.Text.Json;

namespace WinBack.Local.Hosting.Timers;

/// <summary>When each timer function last ran, kept in a file between runs of the host. A file that cannot be read counts as empty: at worst a missed tick is not made up for.</summary>
internal sealed class TimerRuns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _runs = new(StringComparer.OrdinalIgnoreCase);
    private readonly string? _file;

    /// <param name="file">Written through a temporary file beside it, so a crash leaves the old or the new one; null keeps nothing.</param>
    public TimerRuns(string? file)
    {
        _file = file;
        if (file is null || !File.Exists(file))
            return;
        try
        {
            foreach (var (name, last) in JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(File.ReadAllBytes(file)) ?? [])
                _runs[name] = last;
        }
        catch (JsonException)
        {
            _runs.Clear();
        }
    }

    public DateTimeOffset? LastOf(string function)
    {
        lock (_gate)
            return _runs.TryGetValue(function, out var last) ? last : null;
    }

    public void Record(string function, DateTimeOffset at)
    {
        lock (_gate)
        {
            _runs[function] = at;
            if (_file is null)
                return;
            File.WriteAllBytes($"{_file}.new", JsonSerializer.SerializeToUtf8Bytes(_runs));
            File.Move($"{_file}.new", _file, overwrite: true);
        }
    }
}
