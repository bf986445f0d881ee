using WinBack.Local.Sqlite;

namespace WinBack.Local.Durable;

/// <summary>Messages that were still waiting when a transaction committed, in the order they came.</summary>
internal sealed class InboxTable : IDisposable
{
    private readonly EpisodeJson _json = new();
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _all;
    private long _last;

    public InboxTable(SqliteDatabase file)
    {
        _insert = file.Prepare("INSERT INTO inbox(row, instance, body) VALUES(?1, ?2, ?3)");
        _delete = file.Prepare("DELETE FROM inbox WHERE row = ?1");
        _all = file.Prepare("SELECT row, instance, body FROM inbox ORDER BY row");
    }

    /// <summary>Gives the message its row.</summary>
    public void Insert(long instance, Message message)
    {
        message.Row = ++_last;
        _insert.Bind(1, message.Row);
        _insert.Bind(2, instance);
        _insert.Bind(3, _json.Write(message.Happened, message.Execution));
        _insert.Run();
    }

    public void Delete(long row)
    {
        _delete.Bind(1, row);
        _delete.Run();
    }

    /// <summary>All of them, oldest first. To be called once, before the first insert: it also finds where to go on counting.</summary>
    public List<(long Instance, Message Message)> Load()
    {
        var messages = new List<(long, Message)>();
        while (_all.Step())
        {
            _last = _all.Number(0);
            var (happened, execution) = EpisodeReader.ReadMessage(_all.Span(2));
            messages.Add((_all.Number(1), new Message(happened, execution) { Row = _last }));
        }

        _all.Reset();
        return messages;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _insert, _delete, _all })
            statement.Dispose();
        _json.Dispose();
    }
}
