using WinBack.Azure.Tables;
using WinBack.Storage.Tables;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.Tables;
using Xunit;

namespace WinBack.Azure.Tests.Tables;

[Collection(AzuriteCollection.Name)]
public sealed class AzureTableChangesTests(AzuriteFixture azurite) : TableChangesContract
{
    private readonly AzureTables _tables = EmulatedTables.Open(azurite);

    protected override ITable Open(string name) => _tables.Open(name);
}

[Collection(AzuriteCollection.Name)]
public sealed class AzureTableLimitsTests(AzuriteFixture azurite) : TableLimitsContract
{
    private readonly AzureTables _tables = EmulatedTables.Open(azurite);

    protected override ITable Open(string name) => _tables.Open(name);
}

[Collection(AzuriteCollection.Name)]
public sealed class AzureTableQueryTests(AzuriteFixture azurite) : TableQueryContract
{
    private readonly AzureTables _tables = EmulatedTables.Open(azurite);

    protected override ITable Open(string name) => _tables.Open(name);
}

[Collection(AzuriteCollection.Name)]
public sealed class AzureTableConcurrencyTests(AzuriteFixture azurite) : TableConcurrencyContract
{
    private readonly AzureTables _tables = EmulatedTables.Open(azurite);

    protected override ITable Open(string name) => _tables.Open(name);
}
