using System.Globalization;
using System.Text;
using WinBack.Storage.Tables;
using Xunit;

namespace WinBack.TestKit.Tables;

/// <summary>What every engine of <see cref="ITable"/> keeps when many call it at once.</summary>
public abstract class TableConcurrencyContract : TableContract
{
    private static int Number(TableRow row) => int.Parse(Encoding.UTF8.GetString(row.Data.Span), CultureInfo.InvariantCulture);

    private static byte[] Number(int value) => Bytes(value.ToString(CultureInfo.InvariantCulture));

    [SkippableFact]
    public async Task Replace_EightWritersOnOneRow_LoseNoIncrement()
    {
        var table = Table;
        await InsertAsync(table, "counter", "0");
        async Task IncrementAsync(int times)
        {
            while (times > 0)
            {
                var row = (await table.GetAsync(Partition, "counter"))!;
                var result = await table.BatchAsync(Partition, [new RowChange.Replace("counter", Number(Number(row) + 1), row.ETag)]);
                if (result is BatchResult.Done)
                    times--;
            }
        }
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => IncrementAsync(100))));
        Assert.Equal(800, Number((await table.GetAsync(Partition, "counter"))!));
    }

    [SkippableFact]
    public async Task Insert_ManyOfTheSameRowAtOnce_ExactlyOneIsDone()
    {
        var table = Table;
        for (var round = 0; round < 20; round++)
        {
            var row = $"r{round}";
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(
                i => Task.Run(async () => await table.BatchAsync(Partition, [new RowChange.Upsert($"{row}by{i}", default), new RowChange.Insert(row, Number(i))]))));
            var winner = Assert.Single(Enumerable.Range(0, 8), i => results[i] is BatchResult.Done);
            Assert.Equal(winner, Number((await table.GetAsync(Partition, row))!));
            Assert.Equal([$"{row}by{winner}"], (await table.QueryAsync(Partition, row + "by", row + "by~", 10)).Rows.Select(r => r.Row));
        }
    }

    [SkippableFact]
    public async Task Batch_ReadDuringWrites_IsNeverSeenTorn()
    {
        var table = Table;
        const int Rows = 20;
        Task<BatchResult> WriteAsync(int value) => table.BatchAsync(
            Partition, [.. Enumerable.Range(0, Rows).Select(i => new RowChange.Upsert($"r{i:D2}", Number(value)))]).AsTask();
        await WriteAsync(0);

        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var last = 0;
            while (!stop.IsCancellationRequested)
            {
                var values = (await table.QueryAsync(Partition, "r", "s", 100)).Rows.Select(Number).ToList();
                Assert.Equal(Rows, values.Count);
                var value = Assert.Single(values.Distinct());
                Assert.True(value >= last, $"Read {value} after {last}.");
                last = value;
            }
        })).ToList();
        for (var value = 1; value <= 100; value++)
            await WriteAsync(value);
        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [SkippableFact]
    public async Task Get_RightAfterAnAnsweredWrite_SeesIt()
    {
        var table = Table;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                var etag = ETagOf(await table.BatchAsync(Partition, [new RowChange.Upsert($"w{writer}", Number(i))]));
                var row = await table.GetAsync(Partition, $"w{writer}");
                Assert.Equal((i, etag), (Number(row!), row!.ETag));
            }
        })));
    }
}
