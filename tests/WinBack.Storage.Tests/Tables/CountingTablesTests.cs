using WinBack.Storage.Tables;
using WinBack.TestKit.Tables;
using Xunit;

namespace WinBack.Storage.Tests.Tables;

public sealed class CountingTablesTests
{
    [Fact]
    public async Task Read_AfterCalls_CountsByTable()
    {
        var tables = new CountingTables(new MemoryTables());
        var people = tables.Open("People");
        await people.BatchAsync("p", [new RowChange.Insert("a", default), new RowChange.Insert("b", default)]);
        await people.BatchAsync("p", [new RowChange.Insert("a", default)]);
        await people.GetAsync("p", "a");
        await tables.Open("Due").QueryAsync("p", "", "~", 1);

        Assert.Equal(new OperationCounts(Gets: 1, Pages: 0, Batches: 2, Changes: 3), tables.Read()["People"]);
        Assert.Equal(new OperationCounts(Gets: 0, Pages: 1, Batches: 0, Changes: 0), tables.Read()["Due"]);
        Assert.Equal(4, tables.Sum().Total);
        tables.Reset();
        Assert.Equal(OperationCounts.None, tables.Sum());
    }
}
