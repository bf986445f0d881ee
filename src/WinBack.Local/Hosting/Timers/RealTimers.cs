using Microsoft.Extensions.Logging;

namespace WinBack.Local.Hosting.Timers;

/// <summary>
/// Fires timer functions as their instants come. A function never overlaps itself: occurrences that pass while it runs are skipped. A
/// tick that fails is logged and not repeated; the next one comes as planned.
/// </summary>
internal sealed class RealTimers(IReadOnlyList<TimerFunction> timers, TimeProvider clock, string? file, ILogger log) : IDisposable
{
    /// <summary>Scheduling and the operating system's timer take a little; only a tick later than this is past due.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);

    /// <summary>Longest single wait; the platform's timers end at 49 days, and a suspended machine notices the new time sooner.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly TimerRuns _runs = new(file);
    private Task _loops = Task.CompletedTask;

    public void Start()
    {
        foreach (var timer in timers)
        {
            if (_runs.LastOf(timer.Function.Name) is { } last)
                timer.Resume(last, clock.GetUtcNow());
        }
        _loops = Task.WhenAll(timers.Select(timer => Task.Run(() => LoopAsync(timer))));
    }

    /// <summary>Fires nothing more, tells the functions that run to come to an end, and waits for them.</summary>
    /// <param name="patience">When it ends, functions that still run are left behind.</param>
    public async Task StopAsync(CancellationToken patience)
    {
        await _stop.CancelAsync();
        await _loops.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private async Task LoopAsync(TimerFunction timer)
    {
        if (timer.Trigger.AtStart)
            await FireAsync(timer);
        while (timer.Next is { } next && !_stop.IsCancellationRequested)
        {
            var wait = next - clock.GetUtcNow();
            if (wait <= TimeSpan.Zero)
                await FireAsync(timer);
            else
                await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FireAsync(TimerFunction timer)
    {
        try
        {
            await timer.FireAsync(clock.GetUtcNow(), Lateness, _stop.Token);
            _runs.Record(timer.Function.Name, clock.GetUtcNow());
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Not recorded, so a monitored timer is made up for at the next start.
        }
        catch (Exception fault)
        {
            log.TimerFailed(fault, timer.Function.Name, timer.Next);
            _runs.Record(timer.Function.Name, clock.GetUtcNow());
        }
    }
}
