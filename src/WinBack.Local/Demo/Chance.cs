using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WinBack.Local.Demo;

/// <summary>
/// Random numbers that follow from what they are for: the same on every machine and in every run. SplitMix64 (Steele, Lea, Flood: Fast
/// splittable pseudorandom number generators, OOPSLA 2014).
/// </summary>
internal struct Chance(ulong state)
{
    private ulong _state = state;

    /// <summary>Numbers for one purpose, named by texts and numbers.</summary>
    public static Chance For(long seed, string purpose) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {purpose}")))));

    /// <summary>0 inclusive to 1 exclusive.</summary>
    public double Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>True with a probability from 0 to 1.</summary>
    public bool Happens(double probability) => Next() < probability;

    /// <summary>A whole number from 0 up to but without <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() * end);

    /// <summary>Waiting time of something that happens at random, once per <paramref name="mean"/> on average.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Next());

    /// <summary>Positive numbers whose logarithm is normal: the median, and the spread of the logarithm.</summary>
    public double LogNormal(double median, double spread) =>
        median * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next()));
}
