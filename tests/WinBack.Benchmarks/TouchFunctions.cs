using System.Text.Json;
using Microsoft.DurableTask;
using WinBack.Local.Durable;

namespace WinBack.Benchmarks;

/// <summary>An orchestrator shaped as the app's sequence, with activities that do nothing.</summary>
internal sealed class TouchFunctions : IActivityInvoker, IOrchestratorInvoker
{
    private static readonly Task<string?> State = Task.FromResult<string?>(JsonSerializer.Serialize(
        new { enrolment = "bench.1.0", touch = 1, claimed = (string?)null, status = "active", next = "2026-01-02T09:00:00Z" }));

    private int _activities;
    private int _wakes;

    /// <summary>Pause before each touch.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromHours(31);

    public int Activities => _activities;

    /// <summary>Timers fired and events taken.</summary>
    public int Wakes => _wakes;

    public Task<string?> InvokeAsync(string name, string instanceId, string? input, CancellationToken cancel)
    {
        Interlocked.Increment(ref _activities);
        return State;
    }

    public async Task<string?> RunAsync(string name, TaskOrchestrationContext context)
    {
        var touches = context.GetInput<int>();
        var back = context.WaitForExternalEvent<JsonElement>("reactivated");
        for (var touch = 0; touch < touches; touch++)
        {
            using var timerOff = new CancellationTokenSource();
            var due = context.CreateTimer(context.CurrentUtcDateTime + Pause, timerOff.Token);
            var woken = await Task.WhenAny(due, back);
            if (!context.IsReplaying)
                Interlocked.Increment(ref _wakes);
            if (woken == back)
            {
                timerOff.Cancel();
                return "\"returned\"";
            }

            await context.CallActivityAsync<JsonElement>("RefreshSequence", new { enrolment = context.InstanceId, touch });
            await context.CallActivityAsync<JsonElement>("ClaimTouch", new { enrolment = context.InstanceId, touch });
            await context.CallActivityAsync<JsonElement>("HandOver", new { enrolment = context.InstanceId, touch, attempt = 1 });
        }

        return "\"finished\"";
    }
}
