using System.Collections.Concurrent;
using WinBack.Storage.Tables;

namespace WinBack.TestKit.Tables;

/// <summary>Counts the operations on the tables opened through it, by table name; thread-safe.</summary>
public sealed class CountingTables(ITables inner) : ITables
{
    private readonly ConcurrentDictionary<string, CountingTable> _tables = new(StringComparer.OrdinalIgnoreCase);

    public ITable Open(string name) => _tables.GetOrAdd(name, static (key, tables) => new CountingTable(tables.Open(key)), inner);

    /// <summary>Counts by table name, of the tables opened so far.</summary>
    public IReadOnlyDictionary<string, OperationCounts> Read() =>
        _tables.ToDictionary(entry => entry.Key, entry => entry.Value.Read(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts over all tables.</summary>
    public OperationCounts Sum() => _tables.Values.Aggregate(OperationCounts.None, (sum, table) => sum + table.Read());

    /// <summary>Sets every count to zero.</summary>
    public void Reset()
    {
        foreach (var table in _tables.Values)
            table.Reset();
    }
}
