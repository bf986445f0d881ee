using Microsoft.DurableTask.Client;
using WinBack.Local.Sqlite;

namespace WinBack.Local.Durable;

/// <summary>
/// Rows of orchestrations. A row changes when a status does, not at every episode: the last update of a running one is the time
/// of its last history row.
/// </summary>
internal sealed class InstanceTable : IDisposable
{
    private const string Columns =
        "number, id, name, version, parent, parent_name, parent_execution, parent_task, execution, status, created, start_at, "
        + "max(updated, ifnull((SELECT at FROM history WHERE instance = number ORDER BY episode DESC LIMIT 1), 0)), "
        + "input, output, failure, custom, tags";

    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _status;
    private readonly SqliteStatement _end;
    private readonly SqliteStatement _again;
    private readonly SqliteStatement _custom;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _byId;
    private readonly SqliteStatement _input;
    private readonly SqliteStatement _open;
    private readonly SqliteStatement _page;
    private readonly SqliteStatement _ended;
    private readonly SqliteStatement _children;
    private readonly SqliteStatement _last;

    public InstanceTable(SqliteDatabase file)
    {
        _insert = file.Prepare(
            """
            INSERT INTO instances(number, id, name, version, parent, parent_name, parent_execution, parent_task,
              execution, status, created, start_at, updated, input, tags)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """);
        _status = file.Prepare("UPDATE instances SET status = ?2, updated = ?3 WHERE number = ?1");
        _end = file.Prepare("UPDATE instances SET status = ?2, updated = ?3, output = ?4, failure = ?5 WHERE number = ?1");
        _again = file.Prepare("UPDATE instances SET execution = ?2, updated = ?3, input = ?4, version = ?5 WHERE number = ?1");
        _custom = file.Prepare("UPDATE instances SET custom = ?2 WHERE number = ?1");
        _delete = file.Prepare("DELETE FROM instances WHERE number = ?1");
        _byId = file.Prepare($"SELECT {Columns} FROM instances WHERE id = ?1");
        _input = file.Prepare("SELECT input FROM instances WHERE number = ?1");
        _open = file.Prepare($"SELECT {Columns} FROM instances WHERE status IN (0, 6, 7) ORDER BY number");
        _page = file.Prepare($"SELECT {Columns} FROM instances WHERE number > ?1 ORDER BY number");
        _ended = file.Prepare(
            $"""
            SELECT {Columns} FROM instances INDEXED BY ended_instances
            WHERE status NOT IN (0, 6, 7) AND (created, number) > (?1, ?2) AND created <= ?3 ORDER BY created, number LIMIT ?4
            """);
        _children = file.Prepare("SELECT id FROM instances WHERE parent = ?1 ORDER BY number");
        _last = file.Prepare("SELECT ifnull(max(number), 0) FROM instances");
    }

    /// <summary>The highest number given; 0 when there is none.</summary>
    public long LastNumber()
    {
        _last.Step();
        var last = _last.Number(0);
        _last.Reset();
        return last;
    }

    public void Insert(InstanceRow row)
    {
        _insert.Bind(1, row.Number);
        _insert.BindText(2, row.Id);
        _insert.BindText(3, row.Name);
        _insert.BindText(4, row.Version);
        _insert.BindText(5, row.Parent?.InstanceId);
        _insert.BindText(6, row.Parent?.Name);
        _insert.BindNumber(7, row.Parent?.Execution);
        _insert.BindNumber(8, row.Parent?.Task);
        _insert.Bind(9, row.Execution);
        _insert.Bind(10, (long)row.Status);
        _insert.Bind(11, row.Created.UtcTicks);
        _insert.BindNumber(12, row.StartAt?.UtcTicks);
        _insert.Bind(13, row.Updated.UtcTicks);
        _insert.BindText(14, row.Input);
        _insert.BindText(15, row.Tags);
        _insert.Run();
    }

    public void SetStatus(long number, OrchestrationRuntimeStatus status, DateTimeOffset at)
    {
        _status.Bind(1, number);
        _status.Bind(2, (long)status);
        _status.Bind(3, at.UtcTicks);
        _status.Run();
    }

    public void End(long number, OrchestrationRuntimeStatus status, DateTimeOffset at, string? output, string? failure)
    {
        _end.Bind(1, number);
        _end.Bind(2, (long)status);
        _end.Bind(3, at.UtcTicks);
        _end.BindText(4, output);
        _end.BindText(5, failure);
        _end.Run();
    }

    public void StartAgain(long number, int execution, DateTimeOffset at, string? input, string version)
    {
        _again.Bind(1, number);
        _again.Bind(2, execution);
        _again.Bind(3, at.UtcTicks);
        _again.BindText(4, input);
        _again.BindText(5, version);
        _again.Run();
    }

    public void SetCustomStatus(long number, string? status)
    {
        _custom.Bind(1, number);
        _custom.BindText(2, status);
        _custom.Run();
    }

    public void Delete(long number)
    {
        _delete.Bind(1, number);
        _delete.Run();
    }

    public InstanceRow? Find(string id)
    {
        _byId.BindText(1, id);
        var row = _byId.Step() ? Read(_byId) : null;
        _byId.Reset();
        return row;
    }

    public string? Input(long number)
    {
        _input.Bind(1, number);
        var input = _input.Step() ? _input.TextOrNull(0) : null;
        _input.Reset();
        return input;
    }

    /// <summary>All that have not ended, oldest first.</summary>
    public List<InstanceRow> Open()
    {
        var rows = new List<InstanceRow>();
        while (_open.Step())
            rows.Add(Read(_open));
        _open.Reset();
        return rows;
    }

    /// <summary>The next rows after a number that a filter lets through, oldest first.</summary>
    public List<InstanceRow> After(long number, int count, Func<InstanceRow, bool> filter)
    {
        var rows = new List<InstanceRow>();
        _page.Bind(1, number);
        while (rows.Count < count && _page.Step())
        {
            var row = Read(_page);
            if (filter(row))
                rows.Add(row);
        }

        _page.Reset();
        return rows;
    }

    /// <summary>The next of those that have ended, by when they were created; reads no others.</summary>
    /// <param name="after">Creation, in UTC ticks, and number of the last row read.</param>
    /// <param name="until">Latest creation, inclusive.</param>
    /// <param name="count">At most so many.</param>
    public List<InstanceRow> Ended((long Created, long Number) after, DateTimeOffset until, int count)
    {
        var rows = new List<InstanceRow>();
        _ended.Bind(1, after.Created);
        _ended.Bind(2, after.Number);
        _ended.Bind(3, until.UtcTicks);
        _ended.Bind(4, count);
        while (_ended.Step())
            rows.Add(Read(_ended));
        _ended.Reset();
        return rows;
    }

    public List<string> ChildrenOf(string id)
    {
        var children = new List<string>();
        _children.BindText(1, id);
        while (_children.Step())
            children.Add(_children.Text(0));
        _children.Reset();
        return children;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _insert, _status, _end, _again, _custom, _delete, _byId, _input, _open, _page, _ended, _children, _last })
            statement.Dispose();
    }

    private static InstanceRow Read(SqliteStatement row) => new(
        row.Number(0),
        row.Text(1),
        row.Text(2),
        row.Text(3),
        row.TextOrNull(4) is { } parent ? new(parent, row.Text(5), (int)row.Number(6), (int)row.Number(7)) : null,
        (int)row.Number(8),
        (OrchestrationRuntimeStatus)row.Number(9),
        Instant(row.Number(10)),
        row.NumberOrNull(11) is { } start ? Instant(start) : null,
        Instant(row.Number(12)))
    {
        Input = row.TextOrNull(13),
        Output = row.TextOrNull(14),
        Failure = row.TextOrNull(15),
        CustomStatus = row.TextOrNull(16),
        Tags = row.TextOrNull(17),
    };

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
