using Microsoft.DurableTask;
using WinBack.Local.Durable;
using Xunit;

namespace WinBack.Local.Tests.Durable;

/// <summary>The engine run by its own dispatcher. Nothing here waits on real time: only on answers, and on a clock advanced by hand.</summary>
public sealed class DispatcherTests
{
    [Fact]
    public async Task Started_RunsActivitiesAtTheSameTimeUpToTheBound()
    {
        var (running, most) = (0, 0);
        var both = new TaskCompletionSource();
        var functions = new Functions()
            .Activity("Work", async (_, _, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                if (most == 2)
                    both.TrySetResult();
                await both.Task;
                Interlocked.Decrement(ref running);
                return null;
            })
            .Orchestrator("Code", async context =>
            {
                await Task.WhenAll(Enumerable.Range(0, 8).Select(i => context.CallActivityAsync("Work", i)));
                return "done";
            });
        await using var bench = new Bench(functions, new() { ConcurrentActivities = 2 });
        bench.Engine.Start();
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        var ended = await bench.Client.WaitForInstanceCompletionAsync("x", getInputsAndOutputs: true);
        Assert.Equal("done", ended.ReadOutputAs<string>());
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Started_WakesForTimersOfItsClock()
    {
        await using var bench = new Bench(new Functions().Orchestrator("Code", async context =>
        {
            context.SetCustomStatus("waiting");
            await context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        bench.Engine.Start();
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await bench.Client.WaitForInstanceStartAsync("x");
        var ended = bench.Client.WaitForInstanceCompletionAsync("x", getInputsAndOutputs: true);
        while (!ended.IsCompleted && bench.Clock.GetUtcNow() < Bench.Start.AddDays(4))
        {
            bench.Clock.AdvanceTo(bench.Clock.GetUtcNow().AddHours(1));
            await bench.Client.GetInstanceAsync("x");
        }

        Assert.True((await ended).ReadOutputAs<DateTime>() >= Bench.Start.AddDays(3).UtcDateTime);
    }

    [Fact]
    public async Task Started_AnswersConcurrentClientsAndLosesNothing()
    {
        await using var bench = new Bench(Workload.Functions().Orchestrator("Add", async context =>
        {
            var sum = 0;
            for (var i = 0; i < 10; i++)
                sum += await context.WaitForExternalEvent<int>("n");
            return sum;
        }));
        bench.Engine.Start();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await bench.Client.ScheduleNewOrchestrationInstanceAsync("Add", new StartOrchestrationOptions($"add.{i}"));
            await Task.WhenAll(Enumerable.Range(1, 10).Select(n => bench.Client.RaiseEventAsync($"add.{i}", "n", n)));
            var ended = await bench.Client.WaitForInstanceCompletionAsync($"add.{i}", getInputsAndOutputs: true);
            Assert.Equal("55", ended.SerializedOutput);
        }));
    }

    [Fact]
    public async Task Dispose_WithAnActivityUnderWay_CancelsItAndTheNextLifeRunsIt()
    {
        var begun = new TaskCompletionSource();
        var functions = new Functions()
            .Activity("Work", async (_, _, cancel) =>
            {
                if (begun.TrySetResult())
                    await Task.Delay(Timeout.Infinite, cancel);
                return "second";
            })
            .Orchestrator("Code", async context => await context.CallActivityAsync<string>("Work"));
        await using var bench = new Bench(functions);
        bench.Engine.Start();
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await begun.Task;
        await bench.Engine.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bench.Client.RaiseEventAsync("x", "late"));
        bench.Crash();
        await bench.RunAsync();
        Assert.Equal("second", (await bench.GetAsync("x")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Started_RefusalReachesTheCallerAndHarmsNobodyElse()
    {
        await using var bench = new Bench(new Functions().Orchestrator("Code", async context => await context.WaitForExternalEvent<int>("go")));
        bench.Engine.Start();
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await Assert.ThrowsAsync<InstanceExistsException>(() =>
            bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x")));
        await bench.Client.RaiseEventAsync("x", "go", 1);
        Assert.Equal("1", (await bench.Client.WaitForInstanceCompletionAsync("x", getInputsAndOutputs: true)).SerializedOutput);
    }
}
