using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace WinBack.Local.Tests.Durable;

public sealed class ChildTests
{
    [Fact]
    public async Task CallSubOrchestrator_Ending_GivesItsOutput()
    {
        await using var bench = Family(context => Task.FromResult<object?>(context.GetInput<int>() + 1));
        await bench.RunAsync(afterEachStep: bench.Crash);
        Assert.Equal("42", (await bench.GetAsync("parent")).SerializedOutput);
        Assert.Equal("42", (await bench.GetAsync("child")).SerializedOutput);
    }

    [Fact]
    public async Task CallSubOrchestrator_Failing_FailsTheCallWithItsFailure()
    {
        await using var bench = Family(_ => throw new TimeoutException("too late"));
        await bench.RunAsync();
        var parent = await bench.GetAsync("parent");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, parent.RuntimeStatus);
        Assert.Equal("Task 'Child' (#0) failed with an unhandled exception: too late", parent.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task CallSubOrchestrator_Terminated_FailsTheCall()
    {
        await using var bench = Family(async context => await context.WaitForExternalEvent<int>("never"));
        await bench.RunAsync();
        await bench.Client.TerminateInstanceAsync("child", "enough");
        await bench.RunAsync();
        Assert.Contains("'child' was terminated", (await bench.GetAsync("parent")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("enough", (await bench.GetAsync("child")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WithTheIdOfARunningOne_FailsTheCall()
    {
        await using var bench = Family(async context => await context.WaitForExternalEvent<int>("never"));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Child", 1, new StartOrchestrationOptions("child"));
        await bench.RunAsync();
        Assert.Contains("'child' exists and is", (await bench.GetAsync("parent")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task CallSubOrchestrator_WithRetries_RunsTheSameChildAgain(int cached)
    {
        var seen = new List<string>();
        var functions = new Functions()
            .Orchestrator("Child", context =>
            {
                seen.Add($"{context.InstanceId} {context.CurrentUtcDateTime:HH:mm}");
                return seen.Count == 3 ? Task.FromResult<object?>(seen.Count) : throw new TimeoutException();
            })
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<int>(
                "Child", options: TaskOptions.FromRetryPolicy(new(5, TimeSpan.FromMinutes(10), backoffCoefficient: 2))));
        await using var bench = new Bench(functions, new() { CacheInstances = cached });
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
        await bench.RunAsync();
        Assert.Equal("3", (await bench.GetAsync("parent")).SerializedOutput);
        Assert.Single(seen.Select(line => line.Split(' ')[0]).Distinct());
        Assert.Equal(["08:00", "08:10", "08:30"], seen.Select(line => line.Split(' ')[1]));
    }

    [Fact]
    public async Task Terminate_Recursively_EndsTheChildren()
    {
        await using var bench = Family(async context => await context.WaitForExternalEvent<int>("never"));
        await bench.RunAsync();
        await bench.Client.TerminateInstanceAsync("parent", new TerminateInstanceOptions(Recursive: true));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await bench.GetAsync("parent")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await bench.GetAsync("child")).RuntimeStatus);
        Assert.Equal(2, (await bench.Client.PurgeInstanceAsync("parent", new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount);
    }

    [Fact]
    public async Task Parent_AsTheChildSeesIt_IsTheCaller()
    {
        await using var bench = Family(context => Task.FromResult<object?>(context.Parent is { } parent && parent.Name == "Parent" ? parent.InstanceId.Length : 0));
        await bench.RunAsync();
        Assert.Equal("6", (await bench.GetAsync("child")).SerializedOutput);
    }

    private static Bench Family(Func<TaskOrchestrationContext, Task<object?>> child)
    {
        var functions = new Functions().Orchestrator("Child", child).Orchestrator("Parent", async context =>
            await context.CallSubOrchestratorAsync<int>("Child", 41, new SubOrchestrationOptions(instanceId: "child")));
        var bench = new Bench(functions, new() { CacheInstances = 0 });
        Assert.True(bench.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent")).IsCompletedSuccessfully);
        return bench;
    }
}
