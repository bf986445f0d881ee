namespace WinBack.Storage.Sending;

/// <summary>Knows how long events have been waiting to be applied.</summary>
public interface IIngestLag
{
    /// <summary>When the oldest event that is not yet applied was taken in; null when none waits. Those set aside as dead letters do not count.</summary>
    /// <exception cref="Exception">It cannot be told: whoever asks has to expect the worst.</exception>
    Task<DateTimeOffset?> OldestAsync(CancellationToken cancel);
}
