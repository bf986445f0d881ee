using WinBack.Local.Sqlite;

namespace WinBack.Local.Durable;

/// <summary>
/// History: one row per episode, key (instance number, episode number from 0), written once. Example: (17, 2).
/// </summary>
internal sealed class HistoryTable : IDisposable
{
    private readonly EpisodeJson _json = new();
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _last;
    private readonly SqliteStatement _delete;

    public HistoryTable(SqliteDatabase file)
    {
        _insert = file.Prepare("INSERT INTO history(instance, episode, at, body) VALUES(?1, ?2, ?3, ?4)");
        _read = file.Prepare("SELECT at, body FROM history WHERE instance = ?1 ORDER BY episode");
        _last = file.Prepare("SELECT episode, at, body FROM history WHERE instance = ?1 ORDER BY episode DESC LIMIT 1");
        _delete = file.Prepare("DELETE FROM history WHERE instance = ?1");
    }

    public void Append(long instance, int number, Episode episode)
    {
        _insert.Bind(1, instance);
        _insert.Bind(2, number);
        _insert.Bind(3, episode.At.UtcTicks);
        _insert.Bind(4, _json.Write(episode));
        _insert.Run();
    }

    public List<Episode> Read(long instance)
    {
        var episodes = new List<Episode>();
        _read.Bind(1, instance);
        while (_read.Step())
            episodes.Add(EpisodeReader.ReadEpisode(Instant(_read.Number(0)), _read.Span(1)));
        _read.Reset();
        return episodes;
    }

    /// <summary>The last episode's number, time and what it left outstanding; null before the first.</summary>
    public (int Number, DateTimeOffset At, OpenWork Open)? Last(long instance)
    {
        _last.Bind(1, instance);
        (int, DateTimeOffset, OpenWork)? last = _last.Step()
            ? ((int)_last.Number(0), Instant(_last.Number(1)), EpisodeReader.ReadOpen(_last.Span(2)))
            : null;
        _last.Reset();
        return last;
    }

    public void Delete(long instance)
    {
        _delete.Bind(1, instance);
        _delete.Run();
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _insert, _read, _last, _delete })
            statement.Dispose();
        _json.Dispose();
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
