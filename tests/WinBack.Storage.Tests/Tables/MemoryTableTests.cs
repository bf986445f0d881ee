using WinBack.Storage.Tables;
using WinBack.TestKit.Tables;

namespace WinBack.Storage.Tests.Tables;

public sealed class MemoryTableChangesTests : TableChangesContract
{
    private readonly MemoryTables _tables = new();

    protected override ITable Open(string name) => _tables.Open(name);
}

public sealed class MemoryTableLimitsTests : TableLimitsContract
{
    private readonly MemoryTables _tables = new();

    protected override ITable Open(string name) => _tables.Open(name);
}

public sealed class MemoryTableQueryTests : TableQueryContract
{
    private readonly MemoryTables _tables = new();

    protected override ITable Open(string name) => _tables.Open(name);
}

public sealed class MemoryTableConcurrencyTests : TableConcurrencyContract
{
    private readonly MemoryTables _tables = new();

    protected override ITable Open(string name) => _tables.Open(name);
}
