using WinBack.Core.Users;

namespace WinBack.Core.Sequences;

/// <summary>The whole course of a sequence, as a pure function of what it knows and what time it is; safe on replay.</summary>
public static class SequencePlan
{
    /// <summary>Events that a durable history may hold at most.</summary>
    public const int MaxHistory = 200;

    /// <summary>Shortest pause between two tries of one touch; covers clocks that differ by less.</summary>
    public static readonly TimeSpan Breath = TimeSpan.FromSeconds(5);

    // What a step adds to a history, counted as Durable Functions does, with one OrchestratorStarted and one OrchestratorCompleted a turn.
    private const int StartAndFinish = 4;      // started, completed, one turn
    private const int TimerOrActivity = 4;     // created and fired, or scheduled and completed, one turn
    private const int UnheardSignal = 3;       // raised, one turn: 'engaged', at most once per touch
    private const int AnsweredSignal = 8;      // raised, a turn, a refresh, the timer made anew
    private const int AnsweredSignals = 3;     // a stop on one channel, a stop on another, and the one that ends it

    /// <summary>The next move.</summary>
    /// <param name="state">As the last step left it.</param>
    /// <param name="now">The orchestration's current time.</param>
    public static NextMove Next(SequenceState state, DateTimeOffset now)
    {
        if (state.Status != EnrolmentStatus.Running && !(state.IsAfterReturn && state.Next is not null))
            return new NextMove.Finish(Name(state.Status));
        if (state.Next is not { } next)
            return new NextMove.Finish(Name(EnrolmentStatus.Completed));
        if (state.Waits > MaxWaits(state.Touches))
            return new NextMove.Finish("gaveUp");
        // What depends on engagement is asked when a touch is due, so that one is not worth a read.
        if (state.Heard is Signal.Reactivated or Signal.OptedOut or Signal.Cancelled)
            return new NextMove.Refresh();
        return now < next.At ? new NextMove.WaitUntil(next.At) : new NextMove.Contact(next.Id);
    }

    /// <summary>The state after a step that failed: a fault is waited out like anything else that puts a touch off.</summary>
    public static SequenceState AfterFault(SequenceState state, DateTimeOffset now) => state.PutOff(now + Patience(state.Waits));

    /// <summary>How often a sequence of so many touches may be put off in all, so that its history stays below <see cref="MaxHistory"/>.</summary>
    public static int MaxWaits(int touches) =>
        (MaxHistory - 1 - StartAndFinish - (AnsweredSignals * AnsweredSignal) - (touches * ((2 * TimerOrActivity) + UnheardSignal)))
        / (2 * TimerOrActivity);

    /// <summary>How long to wait for something that says no end: 10 minutes, doubling with each wait, at most 12 hours.</summary>
    /// <param name="waits">Waits so far.</param>
    public static TimeSpan Patience(int waits) => TimeSpan.FromMinutes(Math.Min(10 * Math.Pow(2, waits), 720));

    private static string Name(EnrolmentStatus status) => status switch
    {
        EnrolmentStatus.Completed => "completed",
        EnrolmentStatus.Returned => "returned",
        EnrolmentStatus.OptedOut => "optedOut",
        EnrolmentStatus.Cancelled => "cancelled",
        EnrolmentStatus.Void => "void",
        EnrolmentStatus.Merged => "merged",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A running sequence has no reason to end."),
    };
}
