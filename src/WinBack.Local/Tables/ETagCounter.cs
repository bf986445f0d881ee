using WinBack.Local.Sqlite;

namespace WinBack.Local.Tables;

/// <summary>
/// Gives ETags: whole numbers that never come twice in the life of a data file, not even for a row that was deleted and
/// inserted again. They are reserved a million at a time, so that the count costs no write of its own.
/// </summary>
internal sealed class ETagCounter : IDisposable
{
    private const long Reserve = 1_000_000;

    private readonly SqliteStatement _write;
    private long _last;
    private long _reserved;

    public ETagCounter(SqliteDatabase database)
    {
        _last = _reserved = database.Number("SELECT reserved FROM etags");
        _write = database.Prepare("UPDATE etags SET reserved = ?1");
    }

    public static void CreateTable(SqliteDatabase database)
    {
        database.Execute("CREATE TABLE etags (reserved INTEGER NOT NULL)");
        database.Execute("INSERT INTO etags VALUES (0)");
    }

    /// <summary>Gives the next ETag. The caller is within a transaction.</summary>
    public long Next()
    {
        if (_last == _reserved)
        {
            _write.Bind(1, _reserved + Reserve);
            _write.Run();
            _reserved += Reserve;
        }
        return ++_last;
    }

    /// <summary>Says that the transaction was rolled back, and with it perhaps the reservation.</summary>
    public void RolledBack() => _reserved = _last;

    public void Dispose() => _write.Dispose();
}
