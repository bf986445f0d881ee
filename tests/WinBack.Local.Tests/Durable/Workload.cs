using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WinBack.Local.Tests.Durable;

/// <summary>A sequence of touches as the app's own: a timer raced with a long-lived waiter, activities, a retried call, a child.</summary>
internal static class Workload
{
    public static Functions Functions() => new Functions()
        .Activity("Claim", input => "claimed " + input)
        .Activity("Send", input => "sent " + input)
        .Orchestrator("Count", context => Task.FromResult<object?>(context.GetInput<int>() * 10))
        .Orchestrator("Sequence", SequenceAsync);

    public static async Task StartManyAsync(DurableTaskClient client, int count, int from = 0)
    {
        for (var i = from; i < from + count; i++)
        {
            var options = new StartOrchestrationOptions($"sequence.{i}", i % 7 == 0 ? Bench.Start.AddHours(i % 50) : null);
            await client.ScheduleNewOrchestrationInstanceAsync("Sequence", 1 + (i % 4), options);
            if (i % 5 == 0)
                await client.RaiseEventAsync($"sequence.{i}", "engaged", i);
            if (i % 11 == 0)
                await client.RaiseEventAsync($"sequence.{i}", "Reactivated", "early");
        }
    }

    private static async Task<object?> SequenceAsync(TaskOrchestrationContext context)
    {
        var back = context.WaitForExternalEvent<string>("reactivated");
        var touches = context.GetInput<int>();
        for (var touch = 0; touch < touches; touch++)
        {
            using var timerOff = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(20 + touch), timerOff.Token);
            if (await Task.WhenAny(timer, back) == back)
            {
                timerOff.Cancel();
                return $"back at touch {touch}: {await back}";
            }

            var claims = Enumerable.Range(0, touch + 1).Select(i => context.CallActivityAsync<string>("Claim", $"{touch}.{i}"));
            await Task.WhenAll(claims);
            await context.CallActivityAsync("Send", touch);
            context.SetCustomStatus($"touch {touch}");
        }

        var total = await context.CallSubOrchestratorAsync<int>("Count", touches);
        return $"{total} at {context.CurrentUtcDateTime:O} as {context.NewGuid()}";
    }
}
