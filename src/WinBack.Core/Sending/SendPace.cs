namespace WinBack.Core.Sending;

/// <summary>
/// Tokens of one channel: an even pace with room for a short burst. Who finds none is given the instant of the next free one, which stays
/// theirs, so that a queue of thousands waits once and not in turns. Not thread-safe.
/// </summary>
/// <param name="perMinute">Tokens a minute.</param>
public sealed class SendPace(int perMinute)
{
    // What is not taken in time goes back to nobody: the pace errs on the slow side.
    private static readonly TimeSpan PromiseLasts = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _step = TimeSpan.FromMinutes(1) / perMinute;
    private readonly Dictionary<string, DateTimeOffset> _promised = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, DateTimeOffset At)> _inOrder = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Takes a token.</summary>
    /// <param name="key">Who asks: a second request with the same key takes what the first was promised.</param>
    /// <param name="now">Instant of the request.</param>
    /// <returns>Null when taken; else when to come back with the same key.</returns>
    public DateTimeOffset? Take(string key, DateTimeOffset now)
    {
        Forget(now);
        if (_promised.TryGetValue(key, out var mine))
        {
            if (now < mine)
                return mine;
            _promised.Remove(key);
            return null;
        }

        // A burst is what an idle channel saved up, and never more.
        var earliest = now - Burst;
        var at = _next > earliest ? _next : earliest;
        _next = at + _step;
        if (at <= now)
            return null;
        _promised.Add(key, at);
        _inOrder.Enqueue((key, at));
        return at;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_inOrder.TryPeek(out var first) && now - first.At > PromiseLasts)
        {
            _inOrder.Dequeue();
            if (_promised.TryGetValue(first.Key, out var at) && at == first.At)
                _promised.Remove(first.Key);
        }
    }
}
