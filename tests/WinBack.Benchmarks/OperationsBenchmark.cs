using System.Globalization;
using WinBack.Azure.Tables;
using WinBack.Local.Sqlite;
using WinBack.Local.Tables;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.Faults;

namespace WinBack.Benchmarks;

/// <summary>
/// Storage operations of each kind of work, as Azure would bill them, beside what the design allows; and whether a scan's cost follows what is
/// due and not the base. What a scan costs at rest is counted apart, and so is the durable history, which is not in these tables.
/// </summary>
internal static class OperationsBenchmark
{
    private const int Due = 1_000;

    // The emulator looks through a whole table for each page.
    private const int DueOnAzurite = 200;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--storage", "azurite", .. var rest])
            return await OnAzuriteAsync(rest is [var users] ? int.Parse(users, CultureInfo.InvariantCulture) : DueOnAzurite) ? 0 : 1;
        var bases = args.Length > 0 ? args.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray() : [10_000, 1_000_000];
        var good = Print("operations", [await OnSqliteAsync(Due)]);
        good &= await ScansAsync(bases);
        return good ? 0 : 1;
    }

    private static async Task<bool> OnAzuriteAsync(int due)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var proxy = await FaultProxy.StartAsync(azurite.Port);
        var tables = AzureTables.Connect(
            new() { Connection = AzuriteProcess.ConnectionTo(proxy.Port) }, () => throw new InvalidOperationException("The emulator takes the account key."));
        var good = Print("operations on SQLite, requests to Azurite", [await OnSqliteAsync(due), await UnitCosts.MeasureAsync(tables, due, () => proxy.Total)]);
        if (proxy.Failures.Count > 0)
            Console.WriteLine($"  {proxy.Failures.Count} requests were dropped by the emulator itself and sent again, the first as {proxy.Failures.First()}");
        return good;
    }

    private static async Task<IReadOnlyList<UnitCost>> OnSqliteAsync(int due)
    {
        var folder = Directory.CreateTempSubdirectory("winback-operations-");
        try
        {
            await using var tables = SqliteTables.OpenFile(Path.Combine(folder.FullName, "bench.db"), new() { Durability = Durability.Relaxed });
            return await UnitCosts.MeasureAsync(tables, due);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> ScansAsync(int[] bases)
    {
        Console.WriteLine($"\na scan with {Due:N0} due of                            operations   pages of user rows read");
        List<long> totals = [];
        foreach (var size in bases)
        {
            var folder = Directory.CreateTempSubdirectory("winback-scan-");
            await using (var tables = SqliteTables.OpenFile(Path.Combine(folder.FullName, "bench.db"), new() { Durability = Durability.Relaxed }))
            {
                using var world = new BenchWorld(tables);
                await world.PublishAsync(UnitCosts.Campaign);
                for (var from = 0; from < size; from += 10_000)
                {
                    await world.PostAsync(Enumerable.Range(from, Math.Min(10_000, size - from))
                        .Select(i => BenchWorld.Purchase($"user-{i}", "1", BenchWorld.Start.AddDays(i < Due ? -20 : 0))));
                }

                await world.PostAsync(Enumerable.Range(0, Due).Select(i => BenchWorld.Purchase($"user-{i}", "2", BenchWorld.Start.AddDays(-1))));
                world.Clock.Advance(TimeSpan.FromMinutes(31));
                while ((await world.ScanAsync()).Backfilled > 0)
                    world.Clock.Advance(TimeSpan.FromMinutes(5));
                await world.LiveUntilAsync(BenchWorld.Start.AddDays(10));
                var counts = await world.CountAsync(world.ScanAsync);
                totals.Add(counts.Total);
                Console.WriteLine($"  {size,12:N0} users {counts.Total,40:N0} {world.Tables.Read()["People"].Pages,20:N0}");
            }

            folder.Delete(recursive: true);
        }

        var spread = (totals.Max() - totals.Min()) / (double)totals.Min();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  differ by {spread:P2}; allowed 5 %"));
        return spread <= 0.05;
    }

    /// <summary>A line per kind of work, a column per run.</summary>
    private static bool Print(string title, IReadOnlyList<UnitCost>[] runs)
    {
        Console.WriteLine($"{title,-60}{string.Concat(runs.Select(_ => "  measured"))}   allowed");
        for (var line = 0; line < runs[0].Count; line++)
        {
            var cost = runs[0][line];
            var columns = string.Concat(runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run[line].Each,10:F2}")));
            var allowed = cost.Allowed is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most,10:F0}") : "";
            Console.WriteLine($"{cost.Work,-60}{columns}{allowed}{(runs.All(run => run[line].IsGood) ? "" : "  TOO MANY")}");
        }

        return runs.All(run => run.All(cost => cost.IsGood));
    }
}
