using System.Diagnostics;
using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using WinBack.Local.Clock;
using WinBack.Local.Durable;
using WinBack.Local.Sqlite;

namespace WinBack.Benchmarks;

/// <summary>
/// What an episode of the durable engine costs, with instances of the app's shape: three touches, each a timer raced with a
/// long-lived waiter and three activities, 13 episodes in all; one in five is woken early.
/// </summary>
internal static class DurableBenchmark
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(string[] args)
    {
        var instances = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 30_000;
        await SteppedAsync("warm-up", Math.Min(instances, 2_000), 10_000);
        await SteppedAsync("stepped, relaxed, cache for all", instances, instances);
        await SteppedAsync("stepped, relaxed, cache of 1,000", instances, 1_000);
        await SteppedAsync("stepped, relaxed, always replayed", instances, 0);
        await DispatchedAsync(Math.Min(instances, 5_000));
        return 0;
    }

    private static async Task SteppedAsync(string name, int instances, int cached)
    {
        var folder = Directory.CreateTempSubdirectory("winback-durable-");
        var functions = new TouchFunctions();
        var clock = new VirtualClock(Start);
        var before = GC.GetTotalAllocatedBytes();
        var memoryBefore = GC.GetTotalMemory(forceFullCollection: true);
        long waiting;
        var watch = Stopwatch.StartNew();
        await using (var engine = Open(folder, new() { Durability = Durability.Relaxed, CacheInstances = cached }, clock, functions))
        {
            for (var i = 0; i < instances; i++)
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("Touches", 3, new StartOrchestrationOptions($"bench.1.{i}"));
            await engine.RunUntilIdleAsync();
            watch.Stop();
            waiting = (GC.GetTotalMemory(forceFullCollection: true) - memoryBefore) / instances;
            watch.Start();
            for (var i = 0; i < instances; i += 5)
                await engine.Client.RaiseEventAsync($"bench.1.{i}", "reactivated", new { at = i });
            while (true)
            {
                await engine.RunUntilIdleAsync();
                if (engine.NextTimer is not { } next)
                    break;
                clock.AdvanceTo(next);
            }
        }

        watch.Stop();
        var episodes = instances + functions.Activities + functions.Wakes;
        Console.WriteLine(
            $"{name}: {instances:N0} instances, {episodes:N0} episodes in {watch.Elapsed.TotalSeconds:F2} s, "
            + $"{watch.Elapsed.TotalMicroseconds / episodes:F1} µs per episode with its activity, "
            + $"{(GC.GetTotalAllocatedBytes() - before) / episodes:N0} bytes allocated, {waiting:N0} held per waiting instance, "
            + $"{new FileInfo(Path.Combine(folder.FullName, "durable.db")).Length / 1e6:F0} MB on disk");
        folder.Delete(recursive: true);
    }

    private static async Task DispatchedAsync(int instances)
    {
        var folder = Directory.CreateTempSubdirectory("winback-durable-");
        var functions = new TouchFunctions { Pause = TimeSpan.Zero };
        var watch = Stopwatch.StartNew();
        await using (var engine = Open(folder, new(), TimeProvider.System, functions))
        {
            engine.Start();
            await Parallel.ForAsync(0, instances, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, cancel) =>
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("Touches", 3, new StartOrchestrationOptions($"bench.1.{i}"), cancel);
                await engine.Client.WaitForInstanceCompletionAsync($"bench.1.{i}", cancel);
            });
        }

        var episodes = instances + functions.Activities + functions.Wakes;
        Console.WriteLine(
            $"started, full durability, 256 at a time: {instances:N0} instances in {watch.Elapsed.TotalSeconds:F2} s, "
            + $"{instances / watch.Elapsed.TotalSeconds:N0} instances/s, {episodes / watch.Elapsed.TotalSeconds:N0} episodes/s");
        folder.Delete(recursive: true);
    }

    private static DurableEngine Open(DirectoryInfo folder, DurableOptions options, TimeProvider time, TouchFunctions functions) =>
        new(Path.Combine(folder.FullName, "durable.db"), options, time, functions, functions, NullLoggerFactory.Instance);
}
