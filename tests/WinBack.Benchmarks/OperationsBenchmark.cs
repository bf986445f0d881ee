using System.Globalization;
using WinBack.Local.Sqlite;
using WinBack.Local.Tables;
using WinBack.TestKit.Tables;

namespace WinBack.Benchmarks;

/// <summary>
/// Storage operations of each kind of work, as Azure would bill them, beside what the design allows; and whether a scan's cost follows what is
/// due and not the base. What a scan costs at rest is counted apart, and so is the durable history, which is not in these tables.
/// </summary>
internal static class OperationsBenchmark
{
    private const int Due = 1_000;

    private const string Campaign = """
        id: replenish
        name: Replenish
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        holdout: 0
        touches:
          - id: first
            delay: PT0S
            channels: [email]
            email: { subject: "Hello", body: "Hello" }
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var bases = args.Length > 0 ? args.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray() : [10_000, 1_000_000];
        var good = await PerUnitAsync();
        good &= await ScansAsync(bases);
        return good ? 0 : 1;
    }

    private static async Task<bool> PerUnitAsync()
    {
        using var world = new BenchWorld(new MemoryTables());
        await world.PublishAsync(Campaign);
        string[] users = [.. Enumerable.Range(0, Due).Select(i => $"user-{i}")];
        var first = await world.CountAsync(() => world.PostAsync(users.Select(user => BenchWorld.Purchase(user, "1", BenchWorld.Start, withProfile: true))));
        await world.LiveUntilAsync(BenchWorld.Start.AddDays(20));
        // An instance reads each shard's watermark once a minute, however many events come.
        await world.PostAsync(Enumerable.Range(0, 50).Select(i => BenchWorld.Purchase($"other-{i}", "1", world.Clock.GetUtcNow())));
        var known = await world.CountAsync(() => world.PostAsync(users.Select(user => BenchWorld.Purchase(user, "2", world.Clock.GetUtcNow()))));
        var three = await world.CountAsync(() => world.PostAsync(users.SelectMany(user =>
            Enumerable.Range(3, 3).Select(i => BenchWorld.Purchase(user, $"{i}", world.Clock.GetUtcNow())))));
        var twice = await world.CountAsync(() => world.PostAsync(users.Select(user => BenchWorld.Purchase(user, "2", world.Clock.GetUtcNow()))));

        await world.LiveUntilAsync(BenchWorld.Start.AddDays(30));
        var notLapsed = await world.CountAsync(world.ScanAsync);
        var rest = await world.CountAsync(world.ScanAsync);
        await world.LiveUntilAsync(BenchWorld.Start.AddDays(50));
        var enrolled = await world.CountAsync(world.ScanAsync);
        var touched = await world.CountAsync(async () =>
        {
            foreach (var start in world.Started)
                await world.ContactAsync(start);
        });

        Console.WriteLine("operations                                            measured   allowed");
        var good = Line("event of a known user", known.Total, Due, 2);
        good &= Line("event, three of one user in a batch", three.Total, 3 * Due, 2);
        good &= Line("due, not lapsed", notLapsed.Total - rest.Total, Due, 4);
        good &= Line("enrolment", enrolled.Total - rest.Total, world.Started.Count, 8);
        good &= Line("touch", touched.Total, world.Started.Count, 9);
        Line("  first event of a user: suppression look and Due row extra", first.Total, Due, null);
        Line("  event posted a second time", twice.Total, Due, null);
        Line("  a scan of 4 shards at rest", rest.Total, 1, null);
        return good;
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
                await world.PublishAsync(Campaign);
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

    private static bool Line(string what, long operations, int units, double? allowed)
    {
        var each = operations / (double)units;
        var good = allowed is null || each <= allowed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-55} {each,6:F2} {(allowed is { } most ? $"{most,9:F0}{(good ? "" : "  TOO MANY")}" : "")}"));
        return good;
    }
}
