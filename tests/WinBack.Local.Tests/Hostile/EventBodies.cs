using System.IO.Compression;
using System.Text;
using WinBack.Core.Events;

namespace WinBack.Local.Tests.Hostile;

/// <summary>Bodies in our own form. Each request speaks of a user of its own, so that the order in which they arrive does not matter.</summary>
internal static class EventBodies
{
    private const string At = "2026-04-09T08:00:00Z";

    private static readonly string[] Values =
        ["null", "true", "0", "-1", "1.5", "\"\"", "\"x\"", "[]", "[1]", "{}", "{\"a\":1}", "[[]]", "\"2026-04-09\"", "1e400", "\"\\u0000\""];

    // What is wrong for a field whatever the rest of the event: the values above that it does take are left out.
    private static readonly (string Field, string[] Takes)[] Fields =
    [
        ("id", ["\"x\"", "\"2026-04-09\"", "\"\\u0000\""]), ("userId", ["\"x\"", "\"2026-04-09\"", "\"\\u0000\""]), ("at", []),
        ("type", ["null", "\"x\"", "\"2026-04-09\""]), ("value", ["null", "0", "-1", "1.5"]), ("currency", ["null"]),
        ("properties", ["null", "{}", "{\"a\":1}"]), ("profile", ["null", "{}"]), ("mergeFrom", ["null", "\"x\"", "\"2026-04-09\"", "\"\\u0000\""]),
        ("profile.email", ["null"]), ("profile.phone", ["null"]), ("profile.name", ["null", "\"x\"", "\"2026-04-09\""]), ("profile.timeZone", ["null"]),
        ("profile.locale", ["null"]), ("profile.country", ["null"]), ("profile.attributes", ["{}", "{\"a\":1}"]), ("profile.consent", ["{}"]),
        ("profile.push", ["[]"]), ("profile.consent.email", []), ("profile.consent.sms", []), ("profile.push.0", []), ("unknown", []), ("profile.unknown", []),
    ];

    public static string User(int n) => $"guest-{n}";

    public static string Event(int n, string more = "", string? user = null) =>
        $"{{\"id\":\"attack-{n}\",\"userId\":\"{user ?? User(n)}\",\"type\":\"visit\",\"at\":\"{At}\"{(more.Length > 0 ? "," + more : "")}}}";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Cut off somewhere, at times within a character.</summary>
    public static byte[] Truncated(Dice dice, int n)
    {
        var whole = Bytes($"[{Event(n, "\"properties\":{\"note\":\"Zürich 😀\",\"list\":[1,2,{\"a\":null}]}")},{Event(n)}]");
        return whole[..dice.Below(whole.Length)];
    }

    public static string Nested(Dice dice, int n)
    {
        var depth = dice.Pick(20, 64, 65, 500, 5_000, 100_000);
        var (open, close) = dice.Pick(("[", "]"), ("{\"a\":", "}"));
        return Event(n, $"\"properties\":{{\"a\":{Repeat(open, depth)}1{Repeat(close, dice.Happens(0.8) ? depth : depth - 1)}}}");
    }

    /// <summary>Values no amount of money has.</summary>
    public static string HugeNumber(Dice dice, int n) =>
        Event(n, $"\"value\":{dice.Pick("1e999", "-1e999", "1e308", "1e13", "-1000000000000.01", "79228162514264337593543950336", new string('9', 5_000), "1e-999999999999", "1E+2147483648")
            .Replace("1e-999999999999", "1e99999999999", StringComparison.Ordinal)}");

    /// <summary>The same where any number may stand.</summary>
    public static string HugeNumberKept(Dice dice, int n) =>
        Event(n, $"\"properties\":{{\"n\":{dice.Pick("1e999", "-1e999", "1e-999", "-0", "1e2147483648", new string('9', 5_000))}}},\"value\":{dice.Pick("1e-28", "0e99", "-0.0", "1e12")}");

    /// <summary>Half of a character, in every place that holds text.</summary>
    public static string HalfCharacter(Dice dice, int n)
    {
        var half = dice.Pick("\\ud800", "\\udfff", "a\\uD83Db", "\\ude00\\ud83d", "\\ud83d\\u0041", "\\ud83d");
        return dice.Pick(
            $"{{\"id\":\"{half}\",\"userId\":\"{User(n)}\",\"type\":\"visit\",\"at\":\"{At}\"}}",
            Event(n, user: half), Event(n, $"\"{half}\":1"), Event(n, $"\"properties\":{{\"a\":\"{half}\"}}"), Event(n, $"\"properties\":{{\"{half}\":1}}"),
            Event(n, $"\"profile\":{{\"name\":\"{half}\"}}"), Event(n, $"\"profile\":{{\"attributes\":{{\"a\":\"{half}\"}}}}"), Event(n, $"\"currency\":\"{half}\""),
            Event(n, $"\"mergeFrom\":\"{half}\""), Event(n, $"\"profile\":{{\"push\":[{{\"id\":\"{half}\",\"platform\":\"fcm\",\"token\":\"t\"}}]}}"));
    }

    /// <summary>A field with a long name that is cut off for the answer, here within a character.</summary>
    public static string CutName(Dice dice, int n) =>
        Event(n, dice.Happens(0.5) ? $"\"{new string('x', 63)}😀\":1" : $"\"profile\":{{\"{new string('x', 63)}😀\":1}}");

    public static byte[] BadUtf8(Dice dice, int n)
    {
        byte[] bad = dice.Pick<byte[]>([0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFE, 0xFF], [0x80]);
        var whole = Bytes(Event(n, "\"properties\":{\"a\":\"@\"}"));
        var at = dice.Happens(0.5) ? Array.IndexOf(whole, (byte)'@') : 1 + dice.Below(whole.Length - 2);
        return [.. whole[..at], .. bad, .. whole[at..]];
    }

    /// <summary>Zero bytes where JSON has none, and control characters within text.</summary>
    public static byte[] ZeroBytes(Dice dice, int n)
    {
        var whole = Bytes(Event(n));
        var at = dice.Below(whole.Length);
        return dice.Pick<byte[]>([.. whole[..at], 0, .. whole[at..]], new byte[1 + dice.Below(2_000)], [.. whole, 0], [.. whole[..8], 1, .. whole[8..]]);
    }

    /// <summary>Ids that some store, path or page could take for something else. They are only ids.</summary>
    public static string StrangeId(Dice dice, int n)
    {
        var strange = dice.Pick(
            "../../../etc/passwd", "..\\\\..\\\\windows", "%2e%2e%2f", "u|x|y", "\\u0000", "\\u0001\\u001f", "'; DROP TABLE t_people; --", "<script>alert(1)</script>", "{{ user }}", "${jndi:x}",
            "\\u202e\\u200b\\ufeff", "😀", "é", "e\\u0301", "CON", "/", "?", "#", new string('a', 450), Repeat("😀", 200), "\\ufffe\\uffff", "null", "__proto__");
        return Event(n, user: $"{strange} {User(n)}");
    }

    public static string DuplicateKeys(Dice dice, int n) => dice.Pick(
        Event(n, $"\"userId\":\"{User(n)}-b\""), Event(n, "\"type\":\"other\""), Event(n, "\"properties\":{\"a\":1},\"properties\":{\"b\":2,\"b\":3}"),
        Event(n, "\"profile\":{\"attributes\":{\"a\":1,\"a\":2},\"attributes\":{\"a\":3}}"), $"[{Event(n)},{Event(n)}]", $"[{Event(n)},{Event(n, user: User(n) + "-b")}]");

    public static string WrongType(Dice dice, int n)
    {
        var (field, takes) = dice.Pick<(string, string[])>(Fields);
        var value = dice.Pick<string>([.. Values.Except(takes)]);
        string[] path = field.Split('.');
        var inner = path.Length == 1 ? value
            : path.Length == 2 ? $"{{\"{path[1]}\":{value}}}"
            : path[2] == "0" ? $"{{\"{path[1]}\":[{value}]}}" : $"{{\"{path[1]}\":{{\"{path[2]}\":{value}}}}}";
        var whole = Event(n, $"\"{path[0]}\":{inner}");     // the last of two fields of one name counts
        return dice.Pick(whole, $"[{whole}]", $"{whole}\n{whole}");
    }

    /// <summary>Things that are no event at all.</summary>
    public static string NoEvent(Dice dice) => dice.Pick(
        "null", "true", "0", "\"text\"", "[]]", "[null]", "[[[]]]", "[1,2,3]", "{", "}", "[", "", " ", "\uFEFF", "{}", "{\"id\":1}", "[{},{}]", "NaN", "Infinity", "undefined", "<xml/>",
        "a=b&c=d", "--boundary", "{'id':'x'}", "{\"id\":\"x\",}", "// comment\n{}", "\u2028", new string('[', 10_000), new string('{', 10_000), new string('"', 9_999), new string('\\', 9_999));

    /// <summary>More events than a request may hold.</summary>
    public static string TooMany(Dice dice)
    {
        var count = EventLimits.PerRequest + 1 + dice.Below(200);
        return dice.Happens(0.5) ? $"[{string.Join(',', Enumerable.Repeat("{}", count))}]" : string.Join('\n', Enumerable.Repeat("{}", count));
    }

    /// <summary>One byte more than a request may hold, or more.</summary>
    public static byte[] TooLarge(Dice dice, int n)
    {
        var length = EventLimits.RequestBytes + dice.Pick(1, 1_000, 100_000);
        var body = Bytes(Event(n, "\"properties\":{\"a\":\"").PadRight(length, dice.Pick(' ', 'a')));
        return body;
    }

    /// <summary>Ten megabytes of zeros in ten kilobytes, if anybody were to unpack them.</summary>
    public static byte[] Bomb { get; } = MakeBomb();

    /// <summary>What a public key may not say, of people it does not know.</summary>
    public static string OfAnother(Dice dice, int n, string victim) => dice.Pick(
        Event(n, "\"profile\":{\"email\":\"attacker@example.net\"}", victim), Event(n, "\"profile\":{\"phone\":\"+4915112345678\"}", victim),
        Event(n, "\"profile\":{\"consent\":{\"email\":{\"given\":true,\"source\":\"x\"}}}", victim), Event(n, $"\"mergeFrom\":\"{victim}\""),
        Event(n, "\"value\":1000000", victim), Event(n, "\"profile\":{\"push\":[{\"id\":\"p\",\"platform\":\"fcm\",\"token\":\"mine\"}]}", victim),
        Event(n, "\"profile\":{\"email\":null}", victim), Event(n, "\"profile\":{\"consent\":{\"sms\":{\"given\":false,\"source\":\"x\"}}}", victim));

    /// <summary>Good lines among bad ones.</summary>
    public static string MixedLines(Dice dice, int n)
    {
        List<string> lines = [Event(n)];
        for (var more = dice.Below(20); more > 0; more--)
            lines.Insert(dice.Below(lines.Count + 1), dice.Pick(NoEvent(dice).Replace('\n', ' '), HalfCharacter(dice, n), WrongType(dice, n).Split('\n')[0], "\t\r"));
        return string.Join('\n', lines);
    }

    public static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static byte[] MakeBomb()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            zip.Write(new byte[10 * 1024 * 1024]);
        return packed.ToArray();
    }
}
