using Microsoft.DurableTask;

namespace WinBack.Local.Durable;

/// <summary>
/// Repeats a failed call as its options say, on durable timers. It is part of the orchestrator's code: deterministic, and in
/// history as one action per attempt and per pause.
/// </summary>
internal static class RetryLoop
{
    public static Task<T> RunAsync<T>(LocalOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> call) => retry switch
    {
        { Policy: { } policy } => RunAsync(context, policy, call),
        { Handler: { } handler } => RunAsync(context, handler, call),
        _ => call(),
    };

    private static async Task<T> RunAsync<T>(LocalOrchestrationContext context, RetryPolicy policy, Func<Task<T>> call)
    {
        var started = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed) when (MayRetry(context, policy, failed, attempt, started))
            {
                // Waited out below, outside the handler.
            }

            await context.CreateTimer(Pause(policy, attempt), CancellationToken.None);
        }
    }

    private static async Task<T> RunAsync<T>(LocalOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> call)
    {
        var started = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed)
            {
                var asked = new RetryContext(
                    context, attempt, failed.FailureDetails, context.CurrentUtcDateTime - started, CancellationToken.None);
                if (!await handler(asked))
                    throw;
            }
        }
    }

    private static bool MayRetry(
        LocalOrchestrationContext context, RetryPolicy policy, TaskFailedException failed, int attempt, DateTime started) =>
        attempt < policy.MaxNumberOfAttempts
        && (policy.RetryTimeout == Timeout.InfiniteTimeSpan || context.CurrentUtcDateTime - started < policy.RetryTimeout)
        && policy.Handle(failed);

    // In doubles, as a large coefficient overflows a TimeSpan long before the ceiling is applied.
    private static TimeSpan Pause(RetryPolicy policy, int attempt)
    {
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var ceiling = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.FromDays(3650) : policy.MaxRetryInterval;
        return ticks < ceiling.Ticks ? TimeSpan.FromTicks((long)ticks) : ceiling;
    }
}
