using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.TestKit.World;

/// <summary>Runs no sequence; keeps those that were started, so that a test can take their steps by hand.</summary>
public sealed class NoSequences : ISequences
{
    private readonly Dictionary<string, SequenceState> _started = new(StringComparer.Ordinal);

    /// <summary>States in which the sequences began, by instance id.</summary>
    public IReadOnlyDictionary<string, SequenceState> Started => _started;

    public Task StartAsync(SequenceStart start, CancellationToken cancel)
    {
        lock (_started)
            _started.TryAdd(start.InstanceId, SequenceState.From(start));
        return Task.CompletedTask;
    }

    public Task WakeAsync(string instanceId, Signal signal, CancellationToken cancel) => Task.CompletedTask;

    public Task EraseAsync(string instanceId, CancellationToken cancel) => Task.CompletedTask;
}
