namespace WinBack.Core.Sequences;

/// <summary>What a sequence does next.</summary>
public abstract record NextMove
{
    private NextMove() { }

    /// <summary>Sleep until an instant, or until a signal.</summary>
    public sealed record WaitUntil(DateTimeOffset At) : NextMove;

    /// <summary>Read the user row again.</summary>
    public sealed record Refresh : NextMove;

    /// <summary>Judge the touch and, if every rule agrees, contact.</summary>
    /// <param name="Touch">Id of the touch.</param>
    public sealed record Contact(string Touch) : NextMove;

    /// <summary>End the sequence.</summary>
    /// <param name="Why"><c>completed</c>, <c>returned</c>, <c>optedOut</c>, <c>cancelled</c>, <c>void</c>, or <c>gaveUp</c> after too many faults.</param>
    public sealed record Finish(string Why) : NextMove;
}
