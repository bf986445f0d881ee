using Microsoft.DurableTask;
using Xunit;

namespace WinBack.Local.Tests.Durable;

public sealed class TimerTests
{
    [Fact]
    public async Task Timers_OfManyInstances_FireInOrderOfTheirTime()
    {
        var woken = new List<string>();
        var functions = new Functions().Orchestrator("Wait", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(context.GetInput<int>()), CancellationToken.None);
            woken.Add($"{context.InstanceId}@{context.CurrentUtcDateTime:HH}");
            return null;
        });
        await using var bench = new Bench(functions);
        foreach (var (id, hours) in new[] { ("c", 3), ("a", 1), ("d", 3), ("b", 2) })
            await bench.Client.ScheduleNewOrchestrationInstanceAsync("Wait", hours, new StartOrchestrationOptions(id));
        await bench.RunAsync();
        Assert.Equal(["a@09", "b@10", "c@11", "d@11"], woken);
    }

    [Fact]
    public async Task NextTimer_IsTheEarliestOfThoseNotCancelled()
    {
        var functions = new Functions().Orchestrator("Wait", async context =>
        {
            using var off = new CancellationTokenSource();
            var soon = context.CreateTimer(TimeSpan.FromHours(1), off.Token);
            var later = context.CreateTimer(TimeSpan.FromHours(5), CancellationToken.None);
            await context.WaitForExternalEvent<string>("go");
            off.Cancel();
            await later;
            return soon.IsCanceled;
        });
        await using var bench = new Bench(functions);
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("x"));
        await bench.Engine.RunUntilIdleAsync();
        Assert.Equal(Bench.Start.AddHours(1), bench.Engine.NextTimer);
        await bench.Client.RaiseEventAsync("x", "go");
        await bench.Engine.RunUntilIdleAsync();
        Assert.Equal(Bench.Start.AddHours(5), bench.Engine.NextTimer);
        await bench.RunAsync();
        Assert.Equal("true", (await bench.GetAsync("x")).SerializedOutput);
        Assert.Equal(Bench.Start.AddHours(5), bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task CreateTimer_InThePast_FiresAtOnce()
    {
        var functions = new Functions().Orchestrator("Wait", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
            return "woken";
        });
        await using var bench = new Bench(functions);
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("x"));
        await bench.Engine.RunUntilIdleAsync();
        Assert.Equal("\"woken\"", (await bench.GetAsync("x")).SerializedOutput);
    }

    [Fact]
    public async Task CreateTimer_WithACancelledToken_SetsNone()
    {
        var functions = new Functions().Orchestrator("Wait", async context =>
        {
            var given = context.CreateTimer(TimeSpan.FromDays(1), new CancellationToken(canceled: true));
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return given.IsCanceled;
        });
        await using var bench = new Bench(functions);
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("x"));
        await bench.RunAsync();
        Assert.Equal("true", (await bench.GetAsync("x")).SerializedOutput);
        Assert.Equal(Bench.Start.AddHours(1), bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task CurrentUtcDateTime_WhenTheClockIsSetBack_DoesNotGoBack()
    {
        var functions = new Functions().Orchestrator("Look", async context =>
        {
            var before = context.CurrentUtcDateTime;
            await context.WaitForExternalEvent<int>("go");
            return context.CurrentUtcDateTime - before;
        });
        await using var bench = new Bench(functions, time: new SetBack());
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Look", new StartOrchestrationOptions("x"));
        await bench.Engine.RunUntilIdleAsync();
        await bench.Client.RaiseEventAsync("x", "go", 1);
        await bench.Engine.RunUntilIdleAsync();
        Assert.Equal(TimeSpan.Zero, (await bench.GetAsync("x")).ReadOutputAs<TimeSpan>());
    }

    [Fact]
    public async Task StartAt_InTheFuture_IsWaitedForAlsoAfterARestart()
    {
        await using var bench = new Bench(new Functions().Orchestrator("Now", context => Task.FromResult<object?>(context.CurrentUtcDateTime)));
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Now", new StartOrchestrationOptions("x", Bench.Start.AddDays(2)));
        bench.Crash();
        Assert.False(await bench.Engine.RunOneAsync());
        await bench.RunAsync();
        Assert.Equal(Bench.Start.AddDays(2).UtcDateTime, (await bench.GetAsync("x")).ReadOutputAs<DateTime>());
    }

    /// <summary>Loses a minute at every look.</summary>
    private sealed class SetBack : TimeProvider
    {
        private DateTimeOffset _now = Bench.Start;

        public override DateTimeOffset GetUtcNow() => _now = _now.AddMinutes(-1);
    }
}
