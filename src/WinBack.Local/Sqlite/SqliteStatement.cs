using System.Text;
using SQLitePCL;
using WinBack.Storage.Tables;

namespace WinBack.Local.Sqlite;

/// <summary>A prepared statement, reused for the life of its connection. Parameters count from 1, columns from 0.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    /// <summary>Binds a key or bound that <see cref="TableArguments"/> has let through: ASCII, at most <see cref="TableLimits.MaxKeyLength"/> long.</summary>
    public void Bind(int index, string key)
    {
        Span<byte> text = stackalloc byte[TableLimits.MaxKeyLength];
        Ascii.FromUtf16(key, text, out var length);
        database.Check(raw.sqlite3_bind_text(handle, index, text[..length]));
    }

    /// <summary>Binds any text, or null.</summary>
    public void BindText(int index, string? value) => database.Check(
        value is null ? raw.sqlite3_bind_null(handle, index) : raw.sqlite3_bind_text(handle, index, value));

    /// <summary>Binds a number, or null.</summary>
    public void BindNumber(int index, long? value) => database.Check(
        value is { } number ? raw.sqlite3_bind_int64(handle, index, number) : raw.sqlite3_bind_null(handle, index));

    public void Bind(int index, long value) => database.Check(raw.sqlite3_bind_int64(handle, index, value));

    public void Bind(int index, ReadOnlySpan<byte> data) => database.Check(
        data.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, data));

    /// <summary>Goes to the next row; false when there is none. The caller resets the statement, also after the last row.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result == raw.SQLITE_DONE)
            return false;
        var error = database.ErrorOf(result);
        Reset();
        throw error;
    }

    /// <summary>Runs a statement that gives no rows, and resets it.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    /// <summary>Ends the statement, and with it the read transaction it held. Bindings stay.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    /// <summary>Gone at the next step or reset.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(handle, column);

    public byte[] Data(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public string Key(int column) => Encoding.ASCII.GetString(raw.sqlite3_column_blob(handle, column));

    public void Dispose() => raw.sqlite3_finalize(handle);
}
