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

    /// <summary>Every row of every table, for a test that looks for what must not be there.</summary>
    public IEnumerable<(string Table, TableRow Row)> All() =>
        _tables.SelectMany(table => table.Value.All().Select(row => (table.Key, row)));
}
