namespace WinBack.Local.Durable;

/// <summary>Those who wait for an instance to change its status.</summary>
internal sealed class InstanceWatchers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    public Task NextAsync(string instanceId, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(instanceId, out var source))
                _waiting[instanceId] = source = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return source.Task.WaitAsync(cancel);
        }
    }

    public void Tell(IReadOnlyCollection<string> changed)
    {
        if (changed.Count == 0)
            return;
        lock (_gate)
        {
            if (_waiting.Count == 0)
                return;
            foreach (var id in changed)
            {
                if (_waiting.Remove(id, out var source))
                    source.SetResult();
            }
        }
    }

    /// <summary>Wakes everybody, to look again and find that the engine has stopped.</summary>
    public void TellAll()
    {
        lock (_gate)
        {
            foreach (var source in _waiting.Values)
                source.SetResult();
            _waiting.Clear();
        }
    }
}
