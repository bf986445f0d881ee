using WinBack.Storage.Tables;

namespace WinBack.Benchmarks;

/// <summary>What one kind of work took.</summary>
/// <param name="Work">The kind.</param>
/// <param name="Each">Operations, or requests, for one of them.</param>
/// <param name="Allowed">What the design allows; null where it says nothing.</param>
internal sealed record UnitCost(string Work, double Each, double? Allowed)
{
    public bool IsGood => Allowed is null || Each <= Allowed;
}

/// <summary>Lets users go through events, checks, enrolments and touches, and counts what each takes.</summary>
internal static class UnitCosts
{
    public const string Campaign = """
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

    /// <param name="tables">Empty.</param>
    /// <param name="due">How many users.</param>
    /// <param name="requests">Counts requests so far; null counts operations on the tables.</param>
    public static async Task<IReadOnlyList<UnitCost>> MeasureAsync(ITables tables, int due, Func<long>? requests = null)
    {
        using var world = new BenchWorld(tables);
        await world.PublishAsync(Campaign);
        string[] users = [.. Enumerable.Range(0, due).Select(i => $"user-{i}")];
        var first = await CountAsync(() => world.PostAsync(users.Select(user => BenchWorld.Purchase(user, "1", BenchWorld.Start, withProfile: true))));
        await world.LiveUntilAsync(BenchWorld.Start.AddDays(20));
        // An instance reads each shard's watermark once a minute, however many events come.
        await world.PostAsync(Enumerable.Range(0, 50).Select(i => BenchWorld.Purchase($"other-{i}", "1", world.Clock.GetUtcNow())));
        var known = await CountAsync(() => world.PostAsync(users.Select(user => BenchWorld.Purchase(user, "2", world.Clock.GetUtcNow()))));
        var three = await CountAsync(() => world.PostAsync(users.SelectMany(user =>
            Enumerable.Range(3, 3).Select(i => BenchWorld.Purchase(user, $"{i}", world.Clock.GetUtcNow())))));
        var twice = await CountAsync(() => world.PostAsync(users.Select(user => BenchWorld.Purchase(user, "2", world.Clock.GetUtcNow()))));

        await world.LiveUntilAsync(BenchWorld.Start.AddDays(30));
        var notLapsed = await CountAsync(world.ScanAsync);
        var rest = await CountAsync(world.ScanAsync);
        await world.LiveUntilAsync(BenchWorld.Start.AddDays(50));
        var enrolled = await CountAsync(world.ScanAsync);
        var touched = await CountAsync(async () =>
        {
            foreach (var start in world.Started)
                await world.ContactAsync(start);
        });
        var started = (double)world.Started.Count;
        return
        [
            new("event of a known user", known / (double)due, 2),
            new("event, three of one user in a batch", three / (3.0 * due), 2),
            new("due, not lapsed", (notLapsed - rest) / (double)due, 4),
            new("enrolment", (enrolled - rest) / started, 8),
            new("touch", touched / started, 9),
            new("  first event of a user: suppression look and Due row extra", first / (double)due, null),
            new("  event posted a second time", twice / (double)due, null),
            new("  a scan of 4 shards at rest", rest, null),
        ];

        async Task<long> CountAsync(Func<Task> action)
        {
            if (requests is null)
                return (await world.CountAsync(action)).Total;
            var before = requests();
            await action();
            return requests() - before;
        }
    }
}
