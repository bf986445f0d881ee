using System.Buffers.Text;
using System.Text;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Local.Tests.Hostile;

/// <summary>Tokens that are none: forged, cut off, changed, made for something else or under somebody else's key.</summary>
/// <param name="clicks">Real ones of other people's messages.</param>
/// <param name="optOuts">The same, to opt out.</param>
internal sealed class Tokens(IReadOnlyList<string> clicks, IReadOnlyList<string> optOuts)
{
    // An attacker's own deployment: the same key id, another secret.
    private static readonly LinkTokens Foreign = new(new() { Keys = [new() { Id = "local", Secret = new string('f', LinkKey.MinSecretLength) }] });

    /// <summary>One for a route; never a real one of that route.</summary>
    public string Forged(Dice dice, bool isClick)
    {
        var (real, other) = isClick ? (clicks, optOuts) : (optOuts, clicks);
        var token = real[dice.Below(real.Count)];
        var end = token.IndexOf('.', StringComparison.Ordinal) + 1;
        var forged = dice.Below(9) switch
        {
            0 => token[..dice.Below(token.Length)],
            1 or 2 => token[..end] + Flipped(dice, token[end..]),
            3 => other[dice.Below(other.Count)],
            4 => Signed(dice, isClick),
            5 => dice.Pick("x", "LOCAL", "local2", "", "..", "lo%63al2") + "." + token[end..],
            6 => token + dice.Pick("A", "=", "==", "%3D%3Dx", "AAAA", "%2f", "%00", "//x", "/x", "%0d%0aSet-Cookie:a=b"),
            7 => "local." + Base64Url.EncodeToString(dice.Bytes(dice.Below(140))),
            _ => Junk(dice),
        };
        return real.Contains(forged) || forged.Length == 0 ? "x" : forged;
    }

    private static string Flipped(Dice dice, string text)
    {
        var bytes = Base64Url.DecodeFromChars(text);
        for (var times = 1 + dice.Below(3); times > 0; times--)
            bytes[dice.Below(bytes.Length)] ^= (byte)(1 << dice.Below(8));
        return Base64Url.EncodeToString(bytes);
    }

    private static string Signed(Dice dice, bool isClick)
    {
        var reference = AttemptReference.FromBytes(dice.Bytes(AttemptReference.Length));
        return isClick ? Foreign.Click(reference) : Foreign.OptOut(Channel.Email, AddressHash.FromBytes(dice.Bytes(AddressHash.Length)), reference);
    }

    private static string Junk(Dice dice) => dice.Pick(
        "%ff", "%c0%af", "%u0041", "%", "%2", "..%2f..%2fapi%2fadmin%2fcampaigns", "%2e%2e/%2e%2e", "<script>", "'%20or%201=1--", "{token}", "*", "null", ".", "..", "local.", ".AAAA", "a.b.c",
        "local." + new string('A', 90), new string('A', 5_000), "%E2%98%83", "%F0%9F%98%80", "+", "%20", "local.%20AAAA", "local%2EAAAA", string.Concat(Enumerable.Repeat("%2e", 100)),
        Encoding.ASCII.GetString([.. dice.Bytes(20).Select(each => (byte)(33 + (each % 90)))]).Replace('?', 'q').Replace('#', 'h'));
}
