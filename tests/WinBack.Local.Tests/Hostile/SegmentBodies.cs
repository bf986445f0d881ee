using WinBack.Core.Events;

namespace WinBack.Local.Tests.Hostile;

/// <summary>Bodies as a Segment-compatible SDK might send them, and as none would.</summary>
internal static class SegmentBodies
{
    private static readonly string[] Values = ["null", "true", "0", "-1e999", "\"\"", "\"x\"", "[]", "{}", "[[1]]", "{\"a\":{\"b\":[]}}", "\"\\u0000\"", "\"2026-04-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""];

    private static readonly string[] Fields =
        ["messageId", "type", "userId", "anonymousId", "event", "properties", "traits", "context", "timestamp", "originalTimestamp", "sentAt", "previousId", "integrations", "writeKey", "batch"];

    private static readonly string[] Traits = ["email", "phone", "name", "firstName", "address", "createdAt", "a b c", "\\u0000", "😀", "__proto__"];

    public static string Kind(Dice dice) => dice.Pick("batch", "track", "identify", "page", "screen", "group", "alias", "b", "t", "i", "import");

    /// <summary>A message with some of its fields of a wrong type.</summary>
    public static string Message(Dice dice, int n)
    {
        var message = $"{{\"messageId\":\"attack-{n}\",\"userId\":\"{EventBodies.User(n)}\",\"type\":\"{dice.Pick("track", "identify", "page", "screen", "group", "alias")}\",\"event\":\"Order Completed\"";
        for (var more = 1 + dice.Below(4); more > 0; more--)
        {
            var field = dice.Pick<string>(Fields);
            message += field is "userId" or "anonymousId" or "previousId" ? $",\"{field}\":{dice.Pick("0", "[]", "{}", $"\"{EventBodies.User(n)}-{field}\"")}"
                : field is "traits" or "properties" or "context" && dice.Happens(0.6) ? $",\"{field}\":{{\"{dice.Pick<string>(Traits)}\":{dice.Pick<string>(Values)}}}"
                : $",\"{field}\":{dice.Pick<string>(Values)}";
        }

        return message + "}";
    }

    public static string Batch(Dice dice, int n)
    {
        var messages = string.Join(',', Enumerable.Range(0, 1 + dice.Below(5)).Select(_ => dice.Happens(0.2) ? dice.Pick<string>(Values) : Message(dice, n)));
        return $"{{\"batch\":[{messages}],\"sentAt\":{dice.Pick<string>(Values)}}}";
    }

    /// <summary>A clock that cannot be right: what lies between two instants is longer than all time before now.</summary>
    public static string ImpossibleClock(Dice dice, int n)
    {
        var (happened, sent) = dice.Pick(("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"), ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"), ("0001-01-01T00:00:00Z", "2026-04-09T08:00:00Z"), ("0001-01-01T00:00:00-14:00", "9999-12-31T23:59:59.9999999Z"));
        return $"{{\"messageId\":\"attack-{n}\",\"userId\":\"{EventBodies.User(n)}\",\"type\":\"track\",\"event\":\"Seen\",\"timestamp\":\"{happened}\",\"sentAt\":\"{sent}\"}}";
    }

    public static string Broken(Dice dice, int n)
    {
        var whole = $"{{\"batch\":[{Message(dice, n)}]}}";
        return dice.Pick(whole[..dice.Below(whole.Length)], "[]", "null", "{}", "{\"batch\":{}}", "{\"batch\":null}", $"{{\"batch\":[{new string('[', 60)}{new string(']', 60)}]}}",
            $"{{\"batch\":[{{\"messageId\":\"\\ud800\",\"userId\":\"{EventBodies.User(n)}\",\"type\":\"page\"}}]}}");
    }

    public static string TooMany => $"{{\"batch\":[{string.Join(',', Enumerable.Repeat("{\"type\":\"page\",\"userId\":\"u\"}", EventLimits.PerRequest + 1))}]}}";

    /// <summary>What a public key may not say, of people it does not know: it is left out, or the message refused.</summary>
    public static string OfAnother(int n, string victim) => $"{{\"messageId\":\"attack-{n}\",\"type\":\"alias\",\"userId\":\"{EventBodies.User(n)}\",\"previousId\":\"{victim}\"}}";
}
