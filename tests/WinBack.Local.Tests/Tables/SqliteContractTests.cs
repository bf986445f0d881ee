using WinBack.Local.Sqlite;
using WinBack.Storage.Tables;
using WinBack.TestKit.Tables;

namespace WinBack.Local.Tests.Tables;

public sealed class FullTableChangesTests : TableChangesContract, IDisposable
{
    private readonly SqliteFixture _sqlite = new(Durability.Full);

    protected override ITable Open(string name) => _sqlite.Tables.Open(name);

    public void Dispose() => _sqlite.Dispose();
}

public sealed class FullTableLimitsTests : TableLimitsContract, IDisposable
{
    private readonly SqliteFixture _sqlite = new(Durability.Full);

    protected override ITable Open(string name) => _sqlite.Tables.Open(name);

    public void Dispose() => _sqlite.Dispose();
}

public sealed class FullTableQueryTests : TableQueryContract, IDisposable
{
    private readonly SqliteFixture _sqlite = new(Durability.Full);

    protected override ITable Open(string name) => _sqlite.Tables.Open(name);

    public void Dispose() => _sqlite.Dispose();
}

public sealed class FullTableConcurrencyTests : TableConcurrencyContract, IDisposable
{
    private readonly SqliteFixture _sqlite = new(Durability.Full);

    protected override ITable Open(string name) => _sqlite.Tables.Open(name);

    public void Dispose() => _sqlite.Dispose();
}

public sealed class RelaxedTableChangesTests : TableChangesContract, IDisposable
{
    private readonly SqliteFixture _sqlite = new(Durability.Relaxed);

    protected override ITable Open(string name) => _sqlite.Tables.Open(name);

    public void Dispose() => _sqlite.Dispose();
}

public sealed class RelaxedTableLimitsTests : TableLimitsContract, IDisposable
{
    private readonly SqliteFixture _sqlite = new(Durability.Relaxed);

    protected override ITable Open(string name) => _sqlite.Tables.Open(name);

    public void Dispose() => _sqlite.Dispose();
}

public sealed class RelaxedTableQueryTests : TableQueryContract, IDisposable
{
    private readonly SqliteFixture _sqlite = new(Durability.Relaxed);

    protected override ITable Open(string name) => _sqlite.Tables.Open(name);

    public void Dispose() => _sqlite.Dispose();
}

public sealed class RelaxedTableConcurrencyTests : TableConcurrencyContract, IDisposable
{
    private readonly SqliteFixture _sqlite = new(Durability.Relaxed);

    protected override ITable Open(string name) => _sqlite.Tables.Open(name);

    public void Dispose() => _sqlite.Dispose();
}
