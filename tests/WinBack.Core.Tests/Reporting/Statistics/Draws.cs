namespace WinBack.Core.Tests.Reporting.Statistics;

/// <summary>A small deterministic generator (SplitMix64): the same draws on every machine and runtime.</summary>
internal sealed class Draws(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform in [0, 1).</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    public int Successes(int count, double p)
    {
        var successes = 0;
        for (var i = 0; i < count; i++)
            successes += Next() < p ? 1 : 0;
        return successes;
    }

    /// <summary>Money as shops see it: nothing from most, else exponential with the given mean.</summary>
    public double Spend(double buyers, double mean) => Next() < buyers ? -mean * Math.Log(1 - Next()) : 0;
}
