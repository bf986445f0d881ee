using WinBack.Local.Sqlite;
using WinBack.Local.Tables;

namespace WinBack.Local.Tests.Tables;

/// <summary>A directory of its own with a data file in it, deleted at the end.</summary>
internal sealed class DataDirectory : IDisposable
{
    public DataDirectory() => Root = Directory.CreateTempSubdirectory("winback-tables-").FullName;

    public string Root { get; }

    public string File => Path.Combine(Root, "winback.db");

    public SqliteTables Open(Durability durability = Durability.Full) => SqliteTables.OpenFile(File, new SqliteOptions { Durability = durability });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
