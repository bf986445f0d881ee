using WinBack.Local.Clock;

namespace WinBack.Local.Hosting;

/// <summary>
/// Drives a host whose clock stands still until everything runnable has run. One thing runs at a time and ties are broken by name, so the
/// same state and the same calls lead to the same state.
/// </summary>
internal sealed class VirtualHost(LocalHost host, VirtualClock clock)
{
    /// <summary>Rounds without time passing after which the work is taken to feed itself for ever.</summary>
    private const int MaxRoundsAtOneInstant = 100_000;

    public LocalHost Host => host;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Runs what is runnable now, then moves from one due instant to the next and runs what is due there, up to and including <paramref name="instant"/>.</summary>
    /// <param name="instant">Where the clock stands afterwards; not before <see cref="Now"/>.</param>
    /// <param name="cancel">Checked between two pieces of work; the clock stays at the instant it had reached.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant has passed.</exception>
    /// <remarks>A timer function's exception comes out here: a run that goes on after a failed scan would prove nothing.</remarks>
    public async Task AdvanceToAsync(DateTimeOffset instant, CancellationToken cancel = default)
    {
        if (instant < Now)
            throw new ArgumentOutOfRangeException(nameof(instant), instant, $"The clock stands at {Now:O} and does not go back.");
        await SettleAsync(cancel);
        while (Earliest() is { } next && next <= instant)
        {
            cancel.ThrowIfCancellationRequested();
            clock.AdvanceTo(next > Now ? next : Now);
            await SettleAsync(cancel);
            foreach (var timer in host.Timers)
            {
                if (timer.Next is not { } due || due > Now)
                    continue;
                await timer.FireAsync(Now, lateness: TimeSpan.Zero, cancel);
                await SettleAsync(cancel);
            }
        }
        clock.AdvanceTo(instant);
    }

    /// <summary>Runs all work that is runnable at the clock's instant; time does not pass.</summary>
    public async Task SettleAsync(CancellationToken cancel = default)
    {
        for (var round = 0; await RunRoundAsync(cancel); round++)
        {
            if (round == MaxRoundsAtOneInstant)
                throw new InvalidOperationException($"Work at {Now:O} keeps making more work at the same instant.");
        }
    }

    private async Task<bool> RunRoundAsync(CancellationToken cancel)
    {
        var ran = false;
        for (var i = 0; i < host.Work.Count; i++)
            ran |= await host.Work[i].RunReadyAsync(cancel);
        return ran;
    }

    private DateTimeOffset? Earliest()
    {
        var earliest = clock.NextTimer;
        foreach (var timer in host.Timers)
            earliest = Earlier(earliest, timer.Next);
        foreach (var work in host.Work)
            earliest = Earlier(earliest, work.NextDue);
        return earliest;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}
