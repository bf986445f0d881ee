using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>The durable sequences, as the effects of a change see them.</summary>
public interface ISequences
{
    /// <summary>Starts a sequence; success also when it was started before, finished ones included.</summary>
    Task StartAsync(SequenceStart start, CancellationToken cancel);

    /// <summary>Raises a signal; success also when the sequence is absent or finished. Delivered at least once.</summary>
    Task WakeAsync(string instanceId, Signal signal, CancellationToken cancel);

    /// <summary>Ends a sequence wherever it stands and deletes its history, in which the user's id stands; success also when there is none.</summary>
    Task EraseAsync(string instanceId, CancellationToken cancel);
}
