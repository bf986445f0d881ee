using System.Diagnostics;
using WinBack.Storage.Tables;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.Faults;
using Xunit;

namespace WinBack.Azure.Tests.Tables;

[Collection(AzuriteCollection.Name)]
public sealed class ThrottlingTests(AzuriteFixture azurite) : ProxiedTables(azurite)
{
    private static Fault[] Busy(int times) => [.. Enumerable.Repeat(Fault.Busy, times)];

    [SkippableFact]
    public async Task AnyCall_BusyFourTimes_IsTriedUntilItIsAnswered()
    {
        await StoreAsync("r", "text");
        Proxy.FaultNext(RequestKind.Get, Busy(4));
        Assert.Equal("text", Text(await Table.GetAsync(Partition, "r")));
        Proxy.FaultNext(RequestKind.Page, Busy(4));
        Assert.Single((await Table.QueryAsync(Partition, "", "~~~", 10)).Rows);
        Proxy.FaultNext(RequestKind.Upsert, Busy(4));
        Assert.IsType<BatchResult.Done>(await Table.BatchAsync(Partition, [new RowChange.Upsert("r", default)]));
        Proxy.FaultNext(RequestKind.Batch, Busy(4));
        Assert.IsType<BatchResult.Done>(await Table.BatchAsync(Partition, [new RowChange.Upsert("r", default), new RowChange.Upsert("s", default)]));
        Assert.Equal(16, Proxy.Faults[Fault.Busy]);
    }

    [SkippableFact]
    public async Task AnyCall_BusyForGood_EndsAsAnOutageAfterABoundedNumberOfTries()
    {
        Proxy.Choose = _ => Fault.Busy;
        var table = Connect(new() { MaxRetries = 2, FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) });
        await Assert.ThrowsAnyAsync<Exception>(async () => await table.GetAsync(Partition, "r"));
        Assert.Equal(3, Proxy.Total);
        Proxy.Reset();
        await Assert.ThrowsAnyAsync<Exception>(async () => await table.BatchAsync(Partition, [new RowChange.Insert("r", default)]));
        Assert.InRange(Proxy.Total, 3, 20);
    }

    [SkippableFact]
    public async Task AnyCall_Busy_WaitsLongerFromTryToTry()
    {
        var table = Connect(new() { FirstDelay = TimeSpan.FromMilliseconds(50), MaxDelay = TimeSpan.FromSeconds(1) });
        List<TimeSpan> at = [];
        var clock = Stopwatch.StartNew();
        Proxy.Choose = _ =>
        {
            at.Add(clock.Elapsed);
            return at.Count <= 3 ? Fault.Busy : Fault.None;
        };
        await table.GetAsync(Partition, "r");
        // 50, 100 and 200 ms, each up to a fifth shorter.
        Assert.True(at[1] - at[0] >= TimeSpan.FromMilliseconds(35), $"{at[1] - at[0]}");
        Assert.True(at[3] - at[2] >= TimeSpan.FromMilliseconds(150), $"{at[3] - at[2]}");
    }
}
