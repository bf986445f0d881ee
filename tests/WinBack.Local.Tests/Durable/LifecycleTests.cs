using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WinBack.Local.Durable;
using Xunit;

namespace WinBack.Local.Tests.Durable;

public sealed class LifecycleTests
{
    [Theory]
    [InlineData(true, "[1,2,3]")]
    [InlineData(false, "[1,3]")]
    public async Task ContinueAsNew_WithUntakenEvents_KeepsThemIfAsked(bool keep, string expected)
    {
        await using var bench = await StartedAsync(async context =>
        {
            var got = context.GetInput<List<int>>() ?? [];
            got.Add(await context.WaitForExternalEvent<int>("n"));
            if (got.Count == 1)
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            if (got.Count == 3 || got[^1] == 3)
                return got;
            context.ContinueAsNew(got, keep);
            return null;
        });
        await bench.Client.RaiseEventAsync("x", "n", 1);
        await bench.Client.RaiseEventAsync("x", "n", 2);
        await bench.RunAsync(TimeSpan.FromHours(2), bench.Crash);
        await bench.Client.RaiseEventAsync("x", "n", 3);
        await bench.RunAsync(afterEachStep: bench.Crash);
        Assert.Equal(expected, (await bench.GetAsync("x")).SerializedOutput);
    }

    [Fact]
    public async Task ContinueAsNew_WithAnActivityUnderWay_DropsItsResult()
    {
        var guids = new HashSet<Guid>();
        var slow = new TaskCompletionSource<object?>();
        var functions = new Functions().Activity("Slow", (_, _, _) => slow.Task).Activity("Fresh", _ => "in time").Orchestrator("Code", async context =>
        {
            guids.Add(context.NewGuid());
            if (context.GetInput<int>() == 0)
            {
                _ = context.CallActivityAsync<string>("Slow");
                context.ContinueAsNew(1);
                return null;
            }

            // Has the same number as the call of the first execution.
            return await context.CallActivityAsync<string>("Fresh");
        });
        await using var bench = new Bench(functions);
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", 0, new StartOrchestrationOptions("x"));
        Assert.True(await bench.Engine.RunOneAsync());
        var slowStep = bench.Engine.RunOneAsync();
        Assert.True(await bench.Engine.RunOneAsync());   // the second execution begins and makes its call
        slow.SetResult("late");
        Assert.True(await slowStep);
        await bench.RunAsync();
        Assert.Equal(2, functions.Runs.Count);
        Assert.Equal("in time", (await bench.GetAsync("x")).ReadOutputAs<string>());
        Assert.Equal(2, guids.Count);
    }

    [Fact]
    public async Task Suspend_HoldsTheCodeAndKeepsWhatArrives()
    {
        await using var bench = await StartedAsync(async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await context.WaitForExternalEvent<int>("go");
        });
        await bench.Client.SuspendInstanceAsync("x", "a reason");
        await bench.Client.RaiseEventAsync("x", "go", 3);
        await bench.RunAsync(TimeSpan.FromHours(2));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await bench.GetAsync("x")).RuntimeStatus);
        bench.Crash();
        await bench.RunAsync(TimeSpan.FromHours(3));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await bench.GetAsync("x")).RuntimeStatus);

        await bench.Client.ResumeInstanceAsync("x");
        await bench.RunAsync();
        Assert.Equal("3", (await bench.GetAsync("x")).SerializedOutput);
    }

    [Fact]
    public async Task Suspend_BeforeTheFirstEpisode_LeavesItPendingOnResume()
    {
        await using var bench = new Bench(new Functions().Orchestrator("Code", _ => Task.FromResult<object?>(1)));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await bench.Client.SuspendInstanceAsync("x");
        await bench.RunAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await bench.GetAsync("x")).RuntimeStatus);
        await bench.Client.ResumeInstanceAsync("x");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await bench.GetAsync("x")).RuntimeStatus);
        await bench.RunAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await bench.GetAsync("x")).RuntimeStatus);
    }

    [Fact]
    public async Task Terminate_EndsAtOnceAndDropsTimers()
    {
        await using var bench = await StartedAsync(async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return null;
        });
        await bench.Client.TerminateInstanceAsync("x", "why");
        Assert.Null(bench.Engine.NextTimer);
        bench.Crash();
        await bench.RunAsync();
        var ended = await bench.GetAsync("x");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("why", ended.ReadOutputAs<string>());
        await bench.Client.TerminateInstanceAsync("x", "again");
        await bench.Client.TerminateInstanceAsync("nobody");
    }

    [Fact]
    public async Task Terminate_ThenPurge_LeavesNoRowBehind()
    {
        await using var bench = await StartedAsync(async context => await context.WaitForExternalEvent<int>("go"));
        await bench.Client.SuspendInstanceAsync("x");
        await bench.Client.RaiseEventAsync("x", "go", 1);
        Assert.Equal((1, 1, 1), (bench.Rows("instances"), bench.Rows("history"), bench.Rows("inbox")));
        await bench.Client.TerminateInstanceAsync("x");
        Assert.Equal((1, 1, 0), (bench.Rows("instances"), bench.Rows("history"), bench.Rows("inbox")));
        await bench.Client.PurgeInstanceAsync("x");
        Assert.Equal((0, 0, 0), (bench.Rows("instances"), bench.Rows("history"), bench.Rows("inbox")));
    }

    [Fact]
    public async Task Purge_OfARunningInstance_IsRefused()
    {
        await using var bench = await StartedAsync(async context => await context.WaitForExternalEvent<int>("go"));
        await Assert.ThrowsAsync<InstanceRunningException>(() => bench.Client.PurgeInstanceAsync("x"));
        await bench.Client.TerminateInstanceAsync("x");
        Assert.Equal(1, (await bench.Client.PurgeInstanceAsync("x")).PurgedInstanceCount);
        Assert.Null(await bench.Client.GetInstanceAsync("x"));
        Assert.Equal(0, (await bench.Client.PurgeInstanceAsync("x")).PurgedInstanceCount);
    }

    [Fact]
    public async Task PurgeAll_WithAFilter_TakesOnlyWhatEndedAndMatches()
    {
        await using var bench = await StartedAsync(async context => await context.WaitForExternalEvent<int>("go"));
        bench.Functions.Orchestrator("Quick", _ => Task.FromResult<object?>(1)).Orchestrator("Bad", _ => throw new TimeoutException());
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Quick", new StartOrchestrationOptions("old"));
        await bench.RunAsync(TimeSpan.FromDays(1));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Quick", new StartOrchestrationOptions("new"));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Bad", new StartOrchestrationOptions("bad"));
        await bench.RunAsync();

        var filter = new PurgeInstancesFilter(Bench.Start.AddHours(1), null, [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Running]);
        Assert.Equal(1, (await bench.Client.PurgeAllInstancesAsync(filter)).PurgedInstanceCount);
        Assert.Equal(["x", "old", "bad"], await IdsAsync(bench.Client, new()));
        Assert.Equal(2, (await bench.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
    }

    [Fact]
    public async Task GetAllInstances_ByPrefixAndStatus_PagesThroughAll()
    {
        await using var bench = await StartedAsync(async context => await context.WaitForExternalEvent<int>("go"));
        for (var i = 0; i < 7; i++)
            await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions($"page.{i}"));
        await bench.RunAsync();
        await bench.Client.TerminateInstanceAsync("page.3");
        var query = new OrchestrationQuery(InstanceIdPrefix: "page.", Statuses: [OrchestrationRuntimeStatus.Running], PageSize: 2);
        Assert.Equal(["page.0", "page.1", "page.2", "page.4", "page.5", "page.6"], await IdsAsync(bench.Client, query));
    }

    [Fact]
    public async Task Start_OfARunningId_IsRefusedByDefault()
    {
        await using var bench = await StartedAsync(async context => await context.WaitForExternalEvent<int>("go"));
        await Assert.ThrowsAsync<InstanceExistsException>(() => StartAsync(bench, null));
        await bench.Client.TerminateInstanceAsync("x");
        await StartAsync(bench, null);
        await bench.RunAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await bench.GetAsync("x")).RuntimeStatus);
    }

    [Fact]
    public async Task Start_WithDedupeStatuses_RefusesTheseAndReplacesOthers()
    {
        await using var bench = await StartedAsync(async context => await context.WaitForExternalEvent<int>("go"));
        await Assert.ThrowsAsync<InstanceExistsException>(() => StartAsync(bench, [OrchestrationRuntimeStatus.Running]));
        await StartAsync(bench, []);
        await StartAsync(bench, [OrchestrationRuntimeStatus.Running]);
        await bench.RunAsync();
        await bench.Client.RaiseEventAsync("x", "go", 1);
        await bench.RunAsync();
        await Assert.ThrowsAsync<InstanceExistsException>(() => StartAsync(bench, [OrchestrationRuntimeStatus.Completed]));
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(bench, [OrchestrationRuntimeStatus.Terminated]));
    }

    [Fact]
    public async Task Start_OfAnEndedId_LeavesNothingOfTheOldOne()
    {
        await using var bench = await StartedAsync(_ => Task.FromResult<object?>("first"));
        bench.Functions.Orchestrator("Code", async context => await context.WaitForExternalEvent<string>("go"));
        await StartAsync(bench, null);
        bench.Crash();
        await bench.RunAsync();
        Assert.Null((await bench.GetAsync("x")).SerializedOutput);
        Assert.Single(await bench.Engine.ReadHistoryAsync("x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@entity@key")]
    [InlineData("a/b")]
    [InlineData("a\u0007")]
    public async Task Start_WithAnIdThatAzureRefuses_IsRefused(string id)
    {
        await using var bench = new Bench(new Functions());
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task Restart_OfAnEndedInstance_RunsItAgainWithItsInput()
    {
        await using var bench = new Bench(new Functions().Orchestrator("Code", context => Task.FromResult<object?>(context.GetInput<int>() + 1)));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", 4, new StartOrchestrationOptions("x"));
        await bench.RunAsync();
        var again = await bench.Client.RestartAsync("x", restartWithNewInstanceId: true);
        await bench.RunAsync();
        Assert.NotEqual("x", again);
        Assert.Equal("5", (await bench.GetAsync(again)).SerializedOutput);
    }

    [Fact]
    public async Task Version_GivenAtStart_IsSeenAndNotInherited()
    {
        var functions = new Functions()
            .Orchestrator("Child", context => Task.FromResult<object?>(context.Version))
            .Orchestrator("Code", async context => $"{context.Version} {await context.CallSubOrchestratorAsync<string>("Child")} {context.CompareVersionTo("1.9")}");
        await using var bench = new Bench(functions);
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x") { Version = "1.10" });
        await bench.RunAsync();
        Assert.Equal("1.10  1", (await bench.GetAsync("x")).ReadOutputAs<string>());
    }

    private static Task<string> StartAsync(Bench bench, OrchestrationRuntimeStatus[]? dedupe)
    {
        var options = new StartOrchestrationOptions("x");
        return bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", dedupe is null ? options : options.WithDedupeStatuses(dedupe));
    }

    private static async Task<List<string>> IdsAsync(DurableTaskClient client, OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (var instance in client.GetAllInstancesAsync(query))
            ids.Add(instance.InstanceId);
        return ids;
    }

    private static async Task<Bench> StartedAsync(Func<TaskOrchestrationContext, Task<object?>> code)
    {
        var bench = new Bench(new Functions().Orchestrator("Code", code));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await bench.RunAsync(TimeSpan.Zero);
        return bench;
    }
}
