using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace WinBack.Local.Tests.Durable;

public sealed class RetryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task CallActivity_WithPolicy_BacksOffOnVirtualTime(int cached)
    {
        var tries = new List<DateTimeOffset>();
        var policy = new RetryPolicy(5, TimeSpan.FromMinutes(1), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromMinutes(5));
        await using var bench = Failing(3, tries, TaskOptions.FromRetryPolicy(policy), cached);
        await bench.RunAsync();

        Assert.Equal("\"try 4\"", (await bench.GetAsync("x")).SerializedOutput);
        Assert.Equal([0, 1, 4, 9], tries.Select(at => (at - Bench.Start).TotalMinutes));
    }

    [Fact]
    public async Task CallActivity_WithPolicyUsedUp_FailsWithTheLastFailure()
    {
        var tries = new List<DateTimeOffset>();
        await using var bench = Failing(9, tries, TaskOptions.FromRetryPolicy(new(3, TimeSpan.FromMinutes(1))));
        await bench.RunAsync();

        var failed = await bench.GetAsync("x");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.True(failed.FailureDetails!.IsCausedBy<TaskFailedException>());
        Assert.Contains("no 3", failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(3, tries.Count);
        Assert.Null(bench.Engine.NextTimer);
    }

    [Fact]
    public async Task CallActivity_WithRetryTimeout_StopsWhenItHasPassed()
    {
        var tries = new List<DateTimeOffset>();
        var policy = new RetryPolicy(100, TimeSpan.FromMinutes(1), retryTimeout: TimeSpan.FromMinutes(3));
        await using var bench = Failing(99, tries, TaskOptions.FromRetryPolicy(policy));
        await bench.RunAsync();
        Assert.Equal([0, 1, 2, 3], tries.Select(at => (at - Bench.Start).TotalMinutes));
    }

    [Fact]
    public async Task CallActivity_WithFailureThePolicyDoesNotHandle_DoesNotRetry()
    {
        var tries = new List<DateTimeOffset>();
        var policy = new RetryPolicy(5, TimeSpan.FromMinutes(1)) { HandleFailure = failure => !failure.IsCausedBy<TimeoutException>() };
        await using var bench = Failing(9, tries, TaskOptions.FromRetryPolicy(policy));
        await bench.RunAsync();
        Assert.Single(tries);
    }

    [Fact]
    public async Task CallActivity_WithHandler_IsAskedAfterEachFailure()
    {
        var tries = new List<DateTimeOffset>();
        var asked = new List<(int, string)>();
        var options = TaskOptions.FromRetryHandler(async retry =>
        {
            if (!retry.OrchestrationContext.IsReplaying)
                asked.Add((retry.LastAttemptNumber, retry.LastFailure.ErrorMessage));
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return retry.LastAttemptNumber < 2;
        });
        await using var bench = Failing(9, tries, options);
        await bench.RunAsync();
        Assert.Equal([(1, "no 1"), (2, "no 2")], asked);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await bench.GetAsync("x")).RuntimeStatus);
    }

    [Fact]
    public async Task CallActivity_Failing_GivesTheCodeWhatFailed()
    {
        var functions = new Functions()
            .Activity("Bad", _ => throw new ArgumentException("outer", new TimeoutException("inner")))
            .Orchestrator("Code", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Bad");
                    return null;
                }
                catch (TaskFailedException failed)
                {
                    var inner = failed.FailureDetails.InnerFailure!;
                    return $"{failed.TaskName} {failed.TaskId} {failed.FailureDetails.ErrorType} {inner.ErrorMessage} {failed.FailureDetails.StackTrace is null}";
                }
            });
        await using var bench = new Bench(functions, new() { CacheInstances = 0 });
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await bench.RunAsync(afterEachStep: bench.Crash);
        Assert.Equal("Bad 0 System.ArgumentException inner True", (await bench.GetAsync("x")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallActivity_WithOptionsAsItsInput_IsRefused()
    {
        var functions = new Functions().Orchestrator("Code", async context => await context.CallActivityAsync<int>("Any", input: new TaskOptions()));
        await using var bench = new Bench(functions);
        await bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x"));
        await bench.RunAsync();
        Assert.True((await bench.GetAsync("x")).FailureDetails!.IsCausedBy<ArgumentException>());
    }

    private static Bench Failing(int failures, List<DateTimeOffset> tries, TaskOptions options, int cached = 100)
    {
        Bench? bench = null;
        var functions = new Functions()
            .Activity("Flaky", _ =>
            {
                tries.Add(bench!.Clock.GetUtcNow());
                return tries.Count > failures ? $"try {tries.Count}" : throw new TimeoutException($"no {tries.Count}");
            })
            .Orchestrator("Code", async context => await context.CallActivityAsync<string>("Flaky", options: options));
        bench = new(functions, new() { CacheInstances = cached });
        Assert.True(bench.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("x")).IsCompletedSuccessfully);
        return bench;
    }
}
