using WinBack.Storage.Tables;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.Faults;
using Xunit;

namespace WinBack.Azure.Tests.Tables;

/// <summary>An operation is a request.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RequestCountTests(AzuriteFixture azurite) : ProxiedTables(azurite)
{
    [SkippableFact]
    public async Task AnyCall_NothingFails_IsOneRequest()
    {
        var etag = await StoreAsync("r", "text");
        await AssertRequestsAsync(RequestKind.Get, () => Table.GetAsync(Partition, "r").AsTask());
        await AssertRequestsAsync(RequestKind.Get, () => Table.GetAsync(Partition, "absent").AsTask());
        await AssertRequestsAsync(RequestKind.Page, () => Table.QueryAsync(Partition, "", "~~~", 1).AsTask());
        await AssertRequestsAsync(RequestKind.Insert, () => Table.BatchAsync(Partition, [new RowChange.Insert("new", default)]).AsTask());
        await AssertRequestsAsync(RequestKind.Insert, () => Table.BatchAsync(Partition, [new RowChange.Insert("new", default)]).AsTask());
        await AssertRequestsAsync(RequestKind.Replace, () => Table.BatchAsync(Partition, [new RowChange.Replace("r", default, etag)]).AsTask());
        await AssertRequestsAsync(RequestKind.Replace, () => Table.BatchAsync(Partition, [new RowChange.Replace("r", default, etag)]).AsTask());
        await AssertRequestsAsync(RequestKind.Delete, () => Table.BatchAsync(Partition, [new RowChange.Delete("absent")]).AsTask());
        await AssertRequestsAsync(RequestKind.Batch, () => Table.BatchAsync(Partition, [new RowChange.Delete("r", etag)]).AsTask());
        await AssertRequestsAsync(
            RequestKind.Batch,
            () => Table.BatchAsync(Partition, [.. Enumerable.Range(0, 100).Select(i => new RowChange.Upsert($"many{i}", default))]).AsTask());
    }

    [SkippableFact]
    public async Task Query_BoundsTheWrongWayRound_IsNoRequest()
    {
        await Table.QueryAsync(Partition, "b", "a", 10);
        Assert.Equal(0, Proxy.Total);
    }

    [SkippableFact]
    public async Task Query_Range_IsFilteredByTheService()
    {
        List<string> queries = [];
        Proxy.Choose = request =>
        {
            queries.Add(Uri.UnescapeDataString(request.Target));
            return Fault.None;
        };
        await Table.QueryAsync(Partition, "a'", "b", 10);
        Assert.Contains("$filter=PartitionKey eq 'p0' and RowKey ge 'a''' and RowKey lt 'b'", Assert.Single(queries), StringComparison.Ordinal);
        Assert.Contains("$top=11", queries[0], StringComparison.Ordinal);
    }

    private async Task AssertRequestsAsync(RequestKind kind, Func<Task> call)
    {
        Proxy.Reset();
        await call();
        Assert.Empty(Proxy.Failures);
        Assert.Equal([KeyValuePair.Create(kind, 1L)], Proxy.Requests);
    }
}
