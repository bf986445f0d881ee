using WinBack.Storage.Tables;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.Faults;
using Xunit;

namespace WinBack.Azure.Tests.Tables;

[Collection(AzuriteCollection.Name)]
public sealed class ContinuationTests(AzuriteFixture azurite) : ProxiedTables(azurite)
{
    private static readonly string[] Rows = [.. Enumerable.Range(0, 23).Select(i => $"r{i:D2}"), new string('z', TableLimits.MaxKeyLength)];

    [SkippableTheory]
    [InlineData(Fault.EmptyPage)]
    [InlineData(Fault.ShortPage)]
    public async Task Query_PagesEmptyOrShort_GivesEveryRowOnce(Fault fault)
    {
        await Direct.BatchAsync(Partition, [.. Rows.Select(row => new RowChange.Insert(row, default))]);
        Proxy.Choose = request => request.Target.Contains("NextRowKey", StringComparison.Ordinal) ? Fault.None : fault;
        Assert.Equal(Rows, await ReadAsync(5));
        Assert.True(Proxy.Faults[fault] >= 4, $"{Proxy.Faults[fault]}");
    }

    [SkippableFact]
    public async Task Query_NothingButEmptyPages_EndsWithOne()
    {
        Proxy.FaultNext(RequestKind.Page, Fault.EmptyPage);
        var page = await Table.QueryAsync(Partition, "a", "b", 5);
        Assert.Empty(page.Rows);
        Assert.Null(page.Continuation);
        Assert.Equal(3, Proxy.Requests[RequestKind.Page]);
    }

    private async Task<List<string>> ReadAsync(int pageSize)
    {
        List<string> rows = [];
        string? continuation = null;
        do
        {
            var page = await Table.QueryAsync(Partition, "", "~~~", pageSize, continuation);
            rows.AddRange(page.Rows.Select(row => row.Row));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }
}
