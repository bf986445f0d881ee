using WinBack.Local.Demo;

namespace WinBack.Local.Tests.Hostile;

/// <summary>Random choices that follow from a seed and what they are for, so that a request that broke something can be made again.</summary>
internal sealed class Dice(long seed, string purpose)
{
    private Chance _chance = Chance.For(seed, purpose);

    public int Below(int end) => _chance.Below(end);

    public bool Happens(double probability) => _chance.Happens(probability);

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)Below(256);
        return bytes;
    }

    /// <summary>Changes, drops or inserts some bytes.</summary>
    public byte[] Mutated(byte[] bytes)
    {
        List<byte> changed = [.. bytes];
        for (var times = 1 + Below(4); times > 0 && changed.Count > 0; times--)
        {
            var at = Below(changed.Count);
            if (Happens(0.4))
                changed[at] = (byte)Below(256);
            else if (Happens(0.5))
                changed.RemoveAt(at);
            else
                changed.Insert(at, Pick("{}[]\",:\\0e-.\0\n "u8));
        }

        return [.. changed];
    }
}
