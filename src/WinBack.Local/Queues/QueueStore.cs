using WinBack.Local.Sqlite;

namespace WinBack.Local.Queues;

/// <summary>
/// The database of the local queues: messages, those set aside, and the ids met of late. Every method is one transaction. One thread at a time.
/// </summary>
internal sealed class QueueStore : IDisposable
{
    /// <summary>Tells our files from any other SQLite database: "WinQ".</summary>
    private const int ApplicationId = 0x57696E51;

    private const int FormatVersion = 1;

    private const string Schema = """
        CREATE TABLE messages(
          number INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, content_type TEXT, subject TEXT, body BLOB NOT NULL,
          enqueued INTEGER NOT NULL, deliveries INTEGER NOT NULL, locked_until INTEGER, dead INTEGER NOT NULL, reason TEXT, description TEXT);
        CREATE INDEX by_queue ON messages(queue, dead, number);
        CREATE INDEX locks ON messages(locked_until) WHERE locked_until IS NOT NULL;
        CREATE TABLE recent(queue TEXT NOT NULL, id TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY(queue, id)) WITHOUT ROWID;
        CREATE INDEX recent_until ON recent(until);
        """;

    private const string Columns = "number, queue, id, content_type, subject, body, enqueued, deliveries, locked_until";

    private readonly HostLock _hostLock;
    private readonly SqliteDatabase _file;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private QueueStore(SqliteDatabase file, HostLock hostLock) => (_file, _hostLock) = (file, hostLock);

    /// <summary>Opens the file, creating it and its folder when absent. Locks that an earlier process held are void: it is gone.</summary>
    /// <exception cref="DataFileException">Another host has it open, or it is none of ours.</exception>
    public static QueueStore Open(string path, Durability durability)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var hostLock = HostLock.Take(path);
        SqliteDatabase? file = null;
        try
        {
            file = SqliteDatabase.Open(path, readOnly: false);
            Prepare(file);
            file.Execute("PRAGMA journal_mode = WAL");
            file.Execute($"PRAGMA synchronous = {(durability == Durability.Full ? "FULL" : "OFF")}");
            file.Execute("UPDATE messages SET locked_until = NULL WHERE locked_until IS NOT NULL");
            return new(file, hostLock);
        }
        catch
        {
            file?.Dispose();
            hostLock.Dispose();
            throw;
        }
    }

    /// <summary>Enqueues messages, but for those whose id was met and is not forgotten yet.</summary>
    public void Insert(string queue, IReadOnlyList<(string Id, string ContentType, string Subject, ReadOnlyMemory<byte> Body)> messages, long now, long rememberUntil) => Transact(() =>
    {
        Run("DELETE FROM recent WHERE until <= ?1", at => at.Bind(1, now));
        foreach (var message in messages)
        {
            Run("INSERT OR IGNORE INTO recent(queue, id, until) VALUES(?1, ?2, ?3)", row =>
            {
                row.BindText(1, queue);
                row.BindText(2, message.Id);
                row.Bind(3, rememberUntil);
            });
            if (_file.Changes == 0)
                continue;
            Run("INSERT INTO messages(queue, id, content_type, subject, body, enqueued, deliveries, dead) VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, 0)", row =>
            {
                row.BindText(1, queue);
                row.BindText(2, message.Id);
                row.BindText(3, message.ContentType);
                row.BindText(4, message.Subject);
                row.Bind(5, message.Body.Span);
                row.Bind(6, now);
            });
        }
    });

    /// <summary>Locks and counts the delivery of the oldest messages that nobody holds.</summary>
    public List<QueuedRow> Take(string queue, int most, int maxDeliveries, long now, long lockUntil)
    {
        List<QueuedRow> taken = [];
        Transact(() =>
        {
            Run(
                "UPDATE messages SET dead = 1, locked_until = NULL, reason = 'MaxDeliveryCountExceeded', description = 'It was delivered too often without being settled.' "
                + "WHERE queue = ?1 AND dead = 0 AND deliveries >= ?2 AND (locked_until IS NULL OR locked_until <= ?3)",
                row =>
                {
                    row.BindText(1, queue);
                    row.Bind(2, maxDeliveries);
                    row.Bind(3, now);
                });
            Read(
                $"SELECT {Columns} FROM messages WHERE queue = ?1 AND dead = 0 AND (locked_until IS NULL OR locked_until <= ?2) ORDER BY number LIMIT ?3",
                row =>
                {
                    row.BindText(1, queue);
                    row.Bind(2, now);
                    row.Bind(3, most);
                },
                row => taken.Add(RowOf(row) is var read ? read with { Deliveries = read.Deliveries + 1, LockedUntil = lockUntil } : read));
            foreach (var message in taken)
            {
                Run("UPDATE messages SET deliveries = deliveries + 1, locked_until = ?2 WHERE number = ?1", row =>
                {
                    row.Bind(1, message.Number);
                    row.Bind(2, lockUntil);
                });
            }
        });
        return taken;
    }

    /// <summary>Settles a message that its receiver still holds.</summary>
    /// <param name="change"><c>DELETE FROM messages</c>, or an update of it whose parameters begin with ?4.</param>
    /// <returns>False when the lock was lost.</returns>
    public bool Settle(string change, long number, long delivery, long now, params string?[] values)
    {
        Run($"{change} WHERE number = ?1 AND deliveries = ?2 AND dead = 0 AND locked_until > ?3", row =>
        {
            row.Bind(1, number);
            row.Bind(2, delivery);
            row.Bind(3, now);
            for (var i = 0; i < values.Length; i++)
                row.BindText(4 + i, values[i]);
        });
        return _file.Changes == 1;
    }

    /// <summary>Puts the oldest messages that were set aside back into their queue, as if they were new.</summary>
    public int Revive(string queue, int most, long now)
    {
        Run(
            "UPDATE messages SET dead = 0, deliveries = 0, enqueued = ?3, reason = NULL, description = NULL "
            + "WHERE number IN (SELECT number FROM messages WHERE queue = ?1 AND dead = 1 ORDER BY number LIMIT ?2)",
            row =>
            {
                row.BindText(1, queue);
                row.Bind(2, most);
                row.Bind(3, now);
            });
        return _file.Changes;
    }

    /// <summary>One number about a queue, or null.</summary>
    /// <param name="select">Of the messages of the queue, <c>?1</c>.</param>
    public long? Number(string select, string queue)
    {
        long? number = null;
        Read(select, row => row.BindText(1, queue), row => number = row.NumberOrNull(0));
        return number;
    }

    /// <summary>Messages set aside, oldest first: id, reason, description.</summary>
    public List<(string Id, string? Reason, string? Description)> Dead(string queue)
    {
        List<(string, string?, string?)> dead = [];
        Read(
            "SELECT id, reason, description FROM messages WHERE queue = ?1 AND dead = 1 ORDER BY number",
            row => row.BindText(1, queue),
            row => dead.Add((row.Text(0), row.TextOrNull(1), row.TextOrNull(2))));
        return dead;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _file.Dispose();
        _hostLock.Dispose();
    }

    private static QueuedRow RowOf(SqliteStatement row) =>
        new(row.Number(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4), row.Data(5), row.Number(6), row.Number(7), row.NumberOrNull(8));

    private void Run(string sql, Action<SqliteStatement> bind)
    {
        var statement = Statement(sql);
        bind(statement);
        statement.Run();
    }

    private void Read(string sql, Action<SqliteStatement> bind, Action<SqliteStatement> read)
    {
        var statement = Statement(sql);
        bind(statement);
        while (statement.Step())
            read(statement);
        statement.Reset();
    }

    private SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = _file.Prepare(sql));
        return statement;
    }

    private void Transact(Action action)
    {
        Statement("BEGIN IMMEDIATE").Run();
        try
        {
            action();
            Statement("COMMIT").Run();
        }
        catch
        {
            if (_file.IsInTransaction)
                Statement("ROLLBACK").Run();
            throw;
        }
    }

    private static void Prepare(SqliteDatabase file)
    {
        var application = file.Number("PRAGMA application_id");
        if (application == 0 && file.Number("SELECT COUNT(*) FROM sqlite_master") == 0)
        {
            file.Execute("BEGIN IMMEDIATE");
            foreach (var statement in Schema.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                file.Execute(statement);
            file.Execute($"PRAGMA user_version = {FormatVersion}");
            file.Execute($"PRAGMA application_id = {ApplicationId}");
            file.Execute("COMMIT");
            return;
        }

        if (application != ApplicationId)
            throw new DataFileException($"{file.Path} is not a WinBack file of queues.");
        if (file.Number("PRAGMA user_version") is > FormatVersion and var version)
            throw new DataFileException($"{file.Path} has format {version}; this WinBack knows formats up to {FormatVersion}.");
    }
}

/// <summary>A message as stored; instants are UTC ticks.</summary>
internal sealed record QueuedRow(
    long Number, string Queue, string Id, string? ContentType, string? Subject, byte[] Body, long Enqueued, long Deliveries, long? LockedUntil);
