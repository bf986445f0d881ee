using WinBack.Local.Sqlite;
using WinBack.Local.Tables;

namespace WinBack.Local.Tests.Tables;

/// <summary>Tables of one durability in a directory of their own.</summary>
internal sealed class SqliteFixture : IDisposable
{
    private readonly DataDirectory _directory = new();

    public SqliteFixture(Durability durability) => Tables = _directory.Open(durability);

    public SqliteTables Tables { get; }

    public void Dispose()
    {
        Tables.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }
}
