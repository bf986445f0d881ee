namespace WinBack.TestKit.Faults;

/// <summary>A share of all requests, drawn from a seed, has a fault; each kind of fault comes about as often as the others.</summary>
/// <param name="seed">The same seed and the same order of requests give the same faults.</param>
/// <param name="share">0 to 1: how many requests have one.</param>
/// <param name="kinds">Faults to choose from.</param>
public sealed class FaultSchedule(int seed, double share, params Fault[] kinds)
{
    private readonly Random _chance = new(seed);
    private readonly long[] _counts = new long[kinds.Length];

    /// <summary>For <see cref="FaultProxy.Choose"/>.</summary>
    public Fault Next(ProxiedRequest request)
    {
        if (_chance.NextDouble() >= share)
            return Fault.None;
        // The rarest so far of those that fit; a 412 fits few requests, and would be drawn too rarely by an even draw.
        var order = Enumerable.Range(0, kinds.Length).Where(i => FaultProxy.Fits(kinds[i], request)).OrderBy(i => _counts[i]).ThenBy(_ => _chance.Next());
        var at = order.First();
        _counts[at]++;
        return kinds[at];
    }
}
