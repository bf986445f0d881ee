using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using WinBack.Local.Clock;
using WinBack.Local.Durable;
using WinBack.Local.Sqlite;
using Xunit;

namespace WinBack.Local.Tests.Durable;

public sealed class CrashTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]   // work that became runnable in one life and was due in another
    public async Task Kill_AfterEveryStep_LosesNothingAndRunsEachActivityOnce(int everySteps)
    {
        var undisturbed = await OutputsAsync(null);
        var disturbed = await OutputsAsync(everySteps);
        Assert.Equal(undisturbed.Outputs, disturbed.Outputs);
        Assert.Equal(undisturbed.Runs, disturbed.Runs);
    }

    [Fact]
    public async Task Kill_WhileAnActivityRuns_RunsItAgainAndCountsOneResult()
    {
        var runs = 0;
        var functions = new Functions()
            .Activity("Send", async (_, _, cancel) =>
            {
                if (++runs == 1)
                    await Task.Delay(Timeout.Infinite, cancel);
                return runs;
            })
            .Orchestrator("Code", async context => await context.CallActivityAsync<int>("Send"));
        await using var bench = new Bench(functions);
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        Assert.True(await bench.Engine.RunOneAsync());
        using var killed = new CancellationTokenSource();
        var underWay = bench.Engine.RunOneAsync(killed.Token);
        bench.Crash();
        await bench.RunAsync();
        Assert.Equal("2", (await bench.GetAsync("x")).SerializedOutput);
        await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => underWay);
    }

    [Fact]
    public async Task Kill_RightAfterAnAnswer_KeepsWhatWasAnswered()
    {
        await using var bench = new Bench(new Functions().Orchestrator("Code", async context => await context.WaitForExternalEvent<int>("go")));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        bench.Crash();
        await bench.Client.RaiseEventAsync("x", "go", 5);
        bench.Crash();
        await bench.RunAsync();
        Assert.Equal("5", (await bench.GetAsync("x")).SerializedOutput);
    }

    [Fact]
    public async Task Dispose_OfARelaxedEngine_KeepsWhatItDid()
    {
        var folder = Directory.CreateTempSubdirectory("durable");
        var functions = new Functions().Orchestrator("Code", async context => await context.WaitForExternalEvent<int>("go"));
        var clock = new VirtualClock(Bench.Start);
        for (var life = 0; life < 2; life++)
        {
            await using var engine = new DurableEngine(
                Path.Combine(folder.FullName, "durable.db"),
                new() { Durability = Durability.Relaxed },
                clock,
                functions,
                functions,
                NullLoggerFactory.Instance);
            if (life == 0)
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
                await engine.RunUntilIdleAsync();
                await engine.Client.RaiseEventAsync("x", "go", 5);
                continue;
            }

            await engine.RunUntilIdleAsync();
            Assert.Equal("5", (await engine.Client.GetInstanceAsync("x", getInputsAndOutputs: true))!.SerializedOutput);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Kill_OfAStartedEngine_KeepsWhatWasAnswered()
    {
        await using var bench = new Bench(new Functions().Orchestrator("Code", async context => await context.WaitForExternalEvent<int>("go")));
        bench.Engine.Start();
        for (var i = 0; i < 20; i++)
            await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions($"x{i}"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => bench.Client.RaiseEventAsync($"x{i}", "go", i)));
        bench.Crash();
        await bench.RunAsync();
        for (var i = 0; i < 20; i++)
            Assert.Equal(i, (await bench.GetAsync($"x{i}")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Step_WhenTheDatabaseFails_StopsTheEngineForGood()
    {
        var folder = Directory.CreateTempSubdirectory("durable");
        var path = Path.Combine(folder.FullName, "durable.db");
        var functions = new Functions().Orchestrator("Code", _ => Task.FromResult<object?>(1));
        await using (var engine = new DurableEngine(path, new(), new VirtualClock(Bench.Start), functions, functions, NullLoggerFactory.Instance))
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
            using (var other = SqliteDatabase.Open(path, readOnly: false))
                other.Execute("ALTER TABLE history RENAME TO gone");
            await Assert.ThrowsAsync<SqliteException>(() => engine.RunOneAsync());
            await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.GetInstanceAsync("x"));
            using (var other = SqliteDatabase.Open(path, readOnly: false))
                other.Execute("ALTER TABLE gone RENAME TO history");
        }

        await using (var engine = new DurableEngine(path, new(), new VirtualClock(Bench.Start), functions, functions, NullLoggerFactory.Instance))
        {
            await engine.RunUntilIdleAsync();
            Assert.Equal("1", (await engine.Client.GetInstanceAsync("x", getInputsAndOutputs: true))!.SerializedOutput);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Open_OfAFileInUse_IsRefused()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("durable").FullName, "durable.db");
        await using (new DurableEngine(path, new(), new VirtualClock(Bench.Start), new Functions(), new Functions(), NullLoggerFactory.Instance))
        {
            Assert.Throws<DataFileException>(() =>
                new DurableEngine(path, new(), new VirtualClock(Bench.Start), new Functions(), new Functions(), NullLoggerFactory.Instance));
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static async Task<(List<string> Outputs, List<string> Runs)> OutputsAsync(int? crashEvery)
    {
        var steps = 0;
        await using var bench = new Bench(Workload.Functions());
        await Workload.StartManyAsync(bench.Client, 8);
        await bench.RunAsync(TimeSpan.FromHours(30), Crash);
        await bench.Client.RaiseEventAsync("sequence.3", "reactivated", "later");
        await bench.RunAsync(afterEachStep: Crash);

        var outputs = new List<string>();
        await foreach (var instance in bench.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)))
        {
            var isChild = !instance.InstanceId.StartsWith("sequence.", StringComparison.Ordinal);
            outputs.Add($"{(isChild ? "child" : instance.InstanceId)} {instance.RuntimeStatus} {instance.SerializedOutput}");
        }

        outputs.Sort(StringComparer.Ordinal);
        bench.Functions.Runs.Sort(StringComparer.Ordinal);
        return (outputs, bench.Functions.Runs);

        void Crash()
        {
            if (crashEvery is { } every && ++steps % every == 0)
                bench.Crash();
        }
    }
}
