using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WinBack.Local.Durable;
using WinBack.Local.Sqlite;
using Xunit;

namespace WinBack.Local.Tests.Durable;

public sealed class ReplayTests
{
    [Theory]
    [InlineData(0)]     // replays at every step
    [InlineData(1)]     // evicts at nearly every step
    [InlineData(10)]
    public async Task History_OfReplayedCode_EqualsThatOfLiveCode(int cached)
    {
        Assert.Equal(await DigestAsync(new() { CacheInstances = 10_000 }, 40), await DigestAsync(new() { CacheInstances = cached }, 40));
    }

    [Fact]
    public async Task History_OfRelaxedRun_EqualsThatOfFullOne()
    {
        var relaxed = new DurableOptions { Durability = Durability.Relaxed, StepsPerCommit = 17 };
        Assert.Equal(await DigestAsync(new(), 40), await DigestAsync(relaxed, 40));
    }

    [Fact]
    public async Task History_OfAThousandInstances_IsTheSameInEveryRun()
    {
        var options = new DurableOptions { Durability = Durability.Relaxed };
        Assert.Equal(await DigestAsync(options, 1_000), await DigestAsync(options, 1_000));
    }

    [Fact]
    public async Task Digest_OfAnotherInput_Differs() =>
        Assert.NotEqual(await DigestAsync(new(), 40), await DigestAsync(new(), 41));

    [Fact]
    public async Task Orchestration_OfTheWorkload_EndsAsItsCodeSays()
    {
        await using var bench = new Bench(Workload.Functions());
        await Workload.StartManyAsync(bench.Client, 12);
        await bench.RunAsync();

        var back = await bench.GetAsync("sequence.11");
        Assert.Equal("back at touch 0: early", back.ReadOutputAs<string>());
        var all = await bench.GetAsync("sequence.3");
        Assert.StartsWith("40 at 2026-03-04T22", all.ReadOutputAs<string>(), StringComparison.Ordinal);
        Assert.Equal("touch 3", all.ReadCustomStatusAs<string>());
    }

    [Theory]
    [InlineData("another activity", "activity 'Two'")]
    [InlineData("a timer instead", "timer for 2026-03-01T09:00:00.0000000+00:00")]
    [InlineData("nothing", "completion")]
    public async Task Replay_OfChangedCode_FailsNamingPositionExpectedAndFound(string change, string found)
    {
        await using var bench = new Bench(TwoSteps("One"), new() { CacheInstances = 0 });
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Steps", new StartOrchestrationOptions("x"));
        await bench.RunAsync(TimeSpan.FromMinutes(1));
        Changed(bench.Functions, change);

        await bench.Client.RaiseEventAsync("x", "go");
        await bench.RunAsync();

        var failed = await bench.GetAsync("x");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.True(failed.FailureDetails!.IsCausedBy<DivergedHistoryException>());
        Assert.Contains("diverged at action 1: history has activity 'One'", failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("asks for " + found, failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfCodeThatAsksForMore_Fails()
    {
        await using var bench = new Bench(TwoSteps("One"), new() { CacheInstances = 0 });
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Steps", new StartOrchestrationOptions("x"));
        await bench.RunAsync(TimeSpan.FromMinutes(1));
        bench.Functions.Orchestrator("Steps", async context =>
        {
            await context.CallActivityAsync("Zero");
            _ = context.CallActivityAsync("Extra");
            await context.CallActivityAsync("One");
            return null;
        });

        await bench.Client.RaiseEventAsync("x", "go");
        await bench.RunAsync();

        Assert.Contains("asks for activity 'Extra'", (await bench.GetAsync("x")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("One", "Two,Three", "history has activity 'Two', the code now asks for nothing")]
    [InlineData("One,Two,Three,Four", "Two,Three", "history has nothing more in this episode, the code now asks for activity 'Four'")]
    public async Task Replay_OfCodeThatAsksForLessOrMoreAtTheEnd_Fails(string now, string before, string expected)
    {
        var asked = "One," + before;
        var functions = new Functions().Orchestrator("Code", async context =>
        {
            foreach (var name in asked.Split(','))
                _ = context.CallActivityAsync(name);
            await context.WaitForExternalEvent<int>("go");
            return null;
        });
        foreach (var name in new[] { "One", "Two", "Three", "Four" })
            functions.Activity(name, _ => null);
        await using var bench = new Bench(functions, new() { CacheInstances = 0 });
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await bench.Engine.RunOneAsync();
        asked = now;
        await bench.Engine.RunUntilIdleAsync();
        Assert.Contains(expected, (await bench.GetAsync("x")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 2)]   // both stay live
    [InlineData(1, 6)]   // each wake of one pushes the other out, and its code begins again
    public async Task Cache_BeyondItsBound_DropsTheOneUsedLongestAgo(int cached, int begun)
    {
        var begins = 0;
        await using var bench = new Bench(
            new Functions().Orchestrator("Code", async context =>
            {
                begins++;
                for (var i = 0; i < 2; i++)
                    await context.WaitForExternalEvent<int>("go");
                return null;
            }),
            new() { CacheInstances = cached });
        foreach (var id in new[] { "a", "b" })
            await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions(id));
        for (var i = 0; i < 2; i++)
        {
            await bench.Engine.RunUntilIdleAsync();
            await bench.Client.RaiseEventAsync("a", "go", i);
            await bench.Client.RaiseEventAsync("b", "go", i);
        }

        await bench.Engine.RunUntilIdleAsync();
        Assert.Equal(begun, begins);
    }

    [Fact]
    public async Task Context_WhenReplayed_GivesTheSameTimesAndGuidsAndLogsOnce()
    {
        var seen = new List<string>();
        using var loggers = new ListLoggers();
        var functions = new Functions().Activity("One", _ => null).Orchestrator("Look", async context =>
        {
            var log = context.CreateReplaySafeLogger("test");
            var first = $"{context.CurrentUtcDateTime:O} {context.NewGuid()}";
            log.Log(LogLevel.Warning, default, "first", null, (line, _) => line);
            await context.CallActivityAsync("One");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            var second = $"{first} {context.CurrentUtcDateTime:O} {context.NewGuid()} {context.IsReplaying}";
            log.Log(LogLevel.Warning, default, "second", null, (line, _) => line);
            seen.Add(second);
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return null;
        });
        await using var bench = new Bench(functions, new() { CacheInstances = 0 }, loggers);
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Look", new StartOrchestrationOptions("x"));
        await bench.RunAsync();

        Assert.Equal(["first", "second"], loggers.Lines);
        Assert.Equal(2, seen.Count);
        Assert.Equal(seen[0].Replace("False", "True", StringComparison.Ordinal), seen[1]);
        Assert.Contains("2026-03-01T09:00:00.0000000Z", seen[0], StringComparison.Ordinal);
        var guids = seen[0].Split(' ').Where(part => Guid.TryParse(part, out _)).ToList();
        Assert.Equal(2, guids.Distinct().Count());
    }

    private static async Task<string> DigestAsync(DurableOptions options, int instances)
    {
        await using var bench = new Bench(Workload.Functions(), options);
        await Workload.StartManyAsync(bench.Client, instances);
        await bench.RunAsync(TimeSpan.FromHours(30));
        for (var i = 0; i < instances; i += 3)
            await bench.Client.RaiseEventAsync($"sequence.{i}", "reactivated", "later");
        await bench.RunAsync();
        return await bench.DigestAsync();
    }

    private static Functions TwoSteps(string second) => new Functions()
        .Activity("Zero", _ => null)
        .Activity("One", _ => null)
        .Activity("Two", _ => null)
        .Orchestrator("Steps", async context =>
        {
            await context.CallActivityAsync("Zero");
            await context.CallActivityAsync(second);
            await context.WaitForExternalEvent<string>("go");
            return null;
        });

    private static void Changed(Functions functions, string change) => functions.Orchestrator("Steps", async context =>
    {
        await context.CallActivityAsync("Zero");
        if (change == "another activity")
            await context.CallActivityAsync("Two");
        else if (change == "a timer instead")
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return null;
    });
}
