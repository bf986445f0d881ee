using Microsoft.DurableTask;
using WinBack.Core.Users;

namespace WinBack.Functions.Sequences;

/// <summary>The external events of one sequence: one long-lived waiter per name, made anew only after it has heard something, never cancelled.</summary>
internal sealed class SequenceSignals
{
    private readonly TaskOrchestrationContext _context;
    private readonly Dictionary<Signal, Task> _waiters;

    public SequenceSignals(TaskOrchestrationContext context)
    {
        _context = context;
        _waiters = Enum.GetValues<Signal>().ToDictionary(signal => signal, Wait);
    }

    /// <summary>Waits for an instant or a signal.</summary>
    /// <returns>The signal that came; null when the instant did.</returns>
    public async Task<Signal?> WaitUntilAsync(DateTimeOffset instant)
    {
        using var timerOff = new CancellationTokenSource();
        var timer = _context.CreateTimer(instant.UtcDateTime, timerOff.Token);
        var first = await Task.WhenAny([timer, .. _waiters.Values]);
        if (first == timer)
            return null;
        timerOff.Cancel();   // in an orchestrator nothing but the context may be awaited
        var heard = _waiters.First(waiter => waiter.Value == first).Key;
        _waiters[heard] = Wait(heard);
        return heard;
    }

    // Signals carry nothing: what they point at is in the user row.
    private Task Wait(Signal signal) => _context.WaitForExternalEvent<object?>(SignalNames.Of(signal));
}
