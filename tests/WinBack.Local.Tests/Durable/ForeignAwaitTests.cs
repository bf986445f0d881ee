using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WinBack.Local.Durable;
using Xunit;

namespace WinBack.Local.Tests.Durable;

public sealed class ForeignAwaitTests
{
    [Fact]
    public async Task Await_OfSomethingNotDurable_FailsAtOnceWhenNothingElseCanWake()
    {
        var never = new TaskCompletionSource();
        await using var bench = await RunAsync(async _ =>
        {
            await never.Task;
            return null;
        });
        await AssertForeignAsync(bench);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Await_OfSomethingNotDurable_FailsWhenItEndsElsewhere(bool context)
    {
        var elsewhere = new TaskCompletionSource();
        var ranOn = false;
        await using var bench = await RunAsync(async orchestration =>
        {
            _ = orchestration.WaitForExternalEvent<string>("go");
            await elsewhere.Task.ConfigureAwait(context);
            ranOn = context;
            return null;
        });
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await bench.GetAsync("x")).RuntimeStatus);
        await Task.Run(elsewhere.SetResult);
        await bench.Client.WaitForInstanceCompletionAsync("x");
        await AssertForeignAsync(bench);
        Assert.False(ranOn);
    }

    [Fact]
    public async Task Code_ThatEndsElsewhereUnseen_Fails()
    {
        var elsewhere = new TaskCompletionSource();
        await using var bench = new Bench(new Functions().Direct(async context =>
        {
            _ = context.WaitForExternalEvent<string>("go");
            await elsewhere.Task.ConfigureAwait(false);
            return null;
        }));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await bench.RunAsync();
        await Task.Run(elsewhere.SetResult);
        await bench.Client.WaitForInstanceCompletionAsync("x");
        await AssertForeignAsync(bench);
    }

    [Fact]
    public async Task Context_UsedFromAnotherThread_Throws()
    {
        TaskOrchestrationContext? kept = null;
        await using var bench = await RunAsync(async context =>
        {
            kept = context;
            return await context.WaitForExternalEvent<string>("go");
        });
        Assert.Throws<ForeignAwaitException>(() => { _ = kept!.CallActivityAsync("Any"); });
    }

    private static async Task AssertForeignAsync(Bench bench)
    {
        var failed = await bench.GetAsync("x");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.True(failed.FailureDetails!.IsCausedBy<ForeignAwaitException>());
        Assert.Contains("'x' awaited something that is not durable", failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    private static async Task<Bench> RunAsync(Func<TaskOrchestrationContext, Task<object?>> code)
    {
        var bench = new Bench(new Functions().Orchestrator("Code", code));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await bench.RunAsync();
        return bench;
    }
}
