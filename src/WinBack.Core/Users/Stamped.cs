namespace WinBack.Core.Users;

/// <summary>A profile field and the instant the source says it was so. The newest wins, whatever order they arrive in.</summary>
/// <param name="Value">Null when the field was cleared at <paramref name="At"/>.</param>
/// <param name="At">As given by the source; not the time of arrival.</param>
public sealed record Stamped<T>(T? Value, DateTimeOffset At)
{
    /// <summary>Whether this one gives way to <paramref name="given"/>: only to a newer, so that a repeat changes nothing.</summary>
    public bool IsOlderThan(Stamped<T> given) => At < given.At;
}
