namespace WinBack.Local.Durable;

/// <summary>
/// Which instances have their code live in memory: the ones used last, up to a bound. One that falls out loses nothing; its next
/// message replays its history.
/// </summary>
internal sealed class LiveCache(int bound)
{
    private readonly LinkedList<Instance> _byUse = new();

    public void Keep(Instance instance, LiveOrchestration live)
    {
        if (bound == 0)
            return;
        instance.Live = live;
        if (instance.LiveNode is { } node)
        {
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return;
        }

        instance.LiveNode = _byUse.AddLast(instance);
        if (_byUse.Count > bound)
            Drop(_byUse.First!.Value);
    }

    public void Drop(Instance instance)
    {
        instance.Live = null;
        if (instance.LiveNode is not { } node)
            return;
        _byUse.Remove(node);
        instance.LiveNode = null;
    }
}
