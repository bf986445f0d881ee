using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace WinBack.Local.Tests.Durable;

public sealed class EventTests
{
    [Fact]
    public async Task Raise_BeforeTheWait_IsKeptForIt()
    {
        await using var bench = await StartedAsync(async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await context.WaitForExternalEvent<int>("go");
        });
        await bench.Client.RaiseEventAsync("x", "GO", 7);
        await bench.RunAsync();
        Assert.Equal("7", (await bench.GetAsync("x")).SerializedOutput);
    }

    [Fact]
    public async Task Raise_BeforeTheFirstEpisode_IsKept()
    {
        await using var bench = new Bench(new Functions().Orchestrator("Code", async context => await context.WaitForExternalEvent<int>("go")));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x", Bench.Start.AddDays(1)));
        await bench.Client.RaiseEventAsync("x", "go", 7);
        await bench.RunAsync(TimeSpan.FromHours(23));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await bench.GetAsync("x")).RuntimeStatus);
        await bench.RunAsync(TimeSpan.FromHours(25));
        Assert.Equal("7", (await bench.GetAsync("x")).SerializedOutput);
    }

    [Fact]
    public async Task Raise_Twice_IsDeliveredTwiceInOrder()
    {
        await using var bench = await StartedAsync(async context =>
        {
            var first = await context.WaitForExternalEvent<int>("go");
            var second = await context.WaitForExternalEvent<int>("go");
            return $"{first},{second}";
        });
        await bench.Client.RaiseEventAsync("x", "go", 1);
        await bench.Client.RaiseEventAsync("x", "go", 2);
        await bench.RunAsync();
        Assert.Equal("1,2", (await bench.GetAsync("x")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Raise_OneOfManyNames_WakesOnlyItsWaiters()
    {
        await using var bench = await StartedAsync(async context =>
        {
            var a = context.WaitForExternalEvent<int>("a");
            var b = context.WaitForExternalEvent<int>("b");
            var first = await Task.WhenAny(a, b);
            return first == b ? $"b{await b}, a {a.IsCompleted}" : "a";
        });
        await bench.Client.RaiseEventAsync("x", "b", 5);
        await bench.RunAsync();
        Assert.Equal("b5, a False", (await bench.GetAsync("x")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Raise_TwoWaitersOfOneName_ServesTheNewest()
    {
        await using var bench = await StartedAsync(async context =>
        {
            var older = context.WaitForExternalEvent<int>("go");
            var newer = context.WaitForExternalEvent<int>("go");
            return await Task.WhenAny(older, newer) == newer;
        });
        await bench.Client.RaiseEventAsync("x", "go", 1);
        await bench.RunAsync();
        Assert.Equal("true", (await bench.GetAsync("x")).SerializedOutput);
    }

    [Fact]
    public async Task Raise_ToAbsentOrEndedInstance_IsDropped()
    {
        await using var bench = await StartedAsync(_ => Task.FromResult<object?>("done"));
        await bench.RunAsync();
        await bench.Client.RaiseEventAsync("x", "go", 1);
        await bench.Client.RaiseEventAsync("nobody", "go", 1);
        Assert.False(await bench.Engine.RunOneAsync());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await bench.GetAsync("x")).RuntimeStatus);
    }

    [Theory]
    [InlineData(30, "\"none\"")]
    [InlineData(90, "\"7\"")]
    public async Task WaitForExternalEvent_WithTimeout_GivesTheEventOrCancels(int timeoutMinutes, string expected)
    {
        await using var bench = await StartedAsync(async context =>
        {
            try
            {
                return (await context.WaitForExternalEvent<int>("go", TimeSpan.FromMinutes(timeoutMinutes))).ToString();
            }
            catch (TaskCanceledException)
            {
                return "none";
            }
        });
        await bench.RunAsync(TimeSpan.FromHours(1));
        await bench.Client.RaiseEventAsync("x", "go", 7);
        await bench.RunAsync();
        var ended = await bench.GetAsync("x");
        Assert.Equal(expected, ended.SerializedOutput);
        Assert.Null(bench.Engine.NextTimer);
    }

    [Fact]
    public async Task WaitForExternalEvent_Cancelled_LeavesTheEventToTheNextWait()
    {
        await using var bench = await StartedAsync(async context =>
        {
            using var off = new CancellationTokenSource();
            var given = context.WaitForExternalEvent<int>("go", off.Token);
            off.Cancel();
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return $"{given.IsCanceled} {await context.WaitForExternalEvent<int>("go")}";
        });
        await bench.Client.RaiseEventAsync("x", "go", 7);
        await bench.RunAsync();
        Assert.Equal("True 7", (await bench.GetAsync("x")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Raise_WithAPayloadOfAnotherType_FailsTheWaitingCode()
    {
        await using var bench = await StartedAsync(async context => await context.WaitForExternalEvent<int>("go"));
        await bench.Client.RaiseEventAsync("x", "go", "seven");
        await bench.RunAsync();
        Assert.True((await bench.GetAsync("x")).FailureDetails!.IsCausedBy<System.Text.Json.JsonException>());
    }

    [Fact]
    public async Task WaitForExternalEvent_OfOneNameAsTwoTypes_Throws()
    {
        await using var bench = await StartedAsync(async context =>
        {
            _ = context.WaitForExternalEvent<int>("go");
            return await context.WaitForExternalEvent<string>("GO");
        });
        Assert.True((await bench.GetAsync("x")).FailureDetails!.IsCausedBy<ArgumentException>());
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_IsDelivered()
    {
        await using var bench = await StartedAsync(async context => await context.WaitForExternalEvent<int>("go"));
        bench.Functions.Orchestrator("Sender", context =>
        {
            context.SendEvent("x", "go", 9);
            return Task.FromResult<object?>(null);
        });
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Sender");
        await bench.RunAsync();
        Assert.Equal("9", (await bench.GetAsync("x")).SerializedOutput);
    }

    [Fact]
    public async Task Payload_OfTwoMegabytes_PassesWhole()
    {
        var large = new string('ü', 1_000_000) + "\"\\\n";
        var functions = new Functions()
            .Activity("Echo", input => System.Text.Json.JsonSerializer.Deserialize<string>(input!))
            .Orchestrator("Code", async context => await context.CallActivityAsync<string>("Echo", context.GetInput<string>()));
        await using var bench = new Bench(functions, new() { CacheInstances = 0 });
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", large, new StartOrchestrationOptions("x"));
        await bench.RunAsync(afterEachStep: bench.Crash);
        Assert.Equal(large, (await bench.GetAsync("x")).ReadOutputAs<string>());
    }

    private static async Task<Bench> StartedAsync(Func<TaskOrchestrationContext, Task<object?>> code)
    {
        var bench = new Bench(new Functions().Orchestrator("Code", code));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await bench.RunAsync(TimeSpan.Zero);
        return bench;
    }
}
