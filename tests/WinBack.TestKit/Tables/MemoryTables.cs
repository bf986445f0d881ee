using System.Collections.Concurrent;
using WinBack.Storage.Tables;

namespace WinBack.TestKit.Tables;

/// <summary>Tables in memory, for tests. They are thread-safe and gone with this object.</summary>
public sealed class MemoryTables : ITables
{
    private readonly ConcurrentDictionary<string, MemoryTable> _tables = new(StringComparer.OrdinalIgnoreCase);

    public ITable Open(string name)
    {
        TableArguments.CheckName(name);
        return _tables.GetOrAdd(name, static _ => new MemoryTable());
    }
}
