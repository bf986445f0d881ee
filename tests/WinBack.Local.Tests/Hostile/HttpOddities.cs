using System.Text;

namespace WinBack.Local.Tests.Hostile;

/// <summary>What breaks the rules of HTTP itself, or uses its old corners. The connection is not used again.</summary>
internal static class HttpOddities
{
    private const string Host = "Host: 127.0.0.1\r\n";

    public static Attack Any(Dice dice, int n, string key)
    {
        var body = EventBodies.Event(n);
        var text = dice.Pick(
            $"GET /api/health HTTP/1.0\r\n\r\n",
            $"GET /api/health\r\n\r\n",
            $"GET /api/health HTTP/3.7\r\n{Host}\r\n",
            $"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            $"GET http://other.example/api/health HTTP/1.1\r\nHost: other.example\r\n\r\n",
            $"GET api/health HTTP/1.1\r\n{Host}\r\n",
            $"OPTIONS * HTTP/1.1\r\n{Host}\r\n",
            $"CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n",
            $"get /api/health HTTP/1.1\r\n{Host}\r\n",
            $"GET /api/health HTTP/1.1\r\n\r\n",
            $"GET /api/health HTTP/1.1\r\n{Host}{Host}\r\n",
            $"GET /api/health HTTP/1.1\r\nHost: a b\r\n\r\n",
            $"GET /api/health HTTP/1.1\r\n{Host}Bad Header: x\r\n\r\n",
            $"GET /api/health HTTP/1.1\r\n{Host}Folded: a\r\n b\r\n\r\n",
            $"GET /api/health HTTP/1.1\r\n{Host}X: a\0b\r\n\r\n",
            $"GET /api/health HTTP/1.1\r\n{Host}: empty\r\n\r\n",
            $"GET /api/health HTTP/1.1\n{Host}\n",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nContent-Length: -1\r\n\r\n",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nContent-Length: 99999999999999999999\r\n\r\n",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nContent-Length: 9223372036854775807\r\n\r\n",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{{}}   ",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nTransfer-Encoding: gzip\r\n\r\n",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{body}\r\n0\r\n\r\n",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}XX0\r\n\r\n",
            $"POST /api/events HTTP/1.0\r\n{key}\r\n\r\n",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\n\r\n",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{{}}",
            $"POST /api/events HTTP/1.1\r\n{Host}{key}\r\nExpect: the unexpected\r\nContent-Length: 2\r\n\r\n{{}}",
            $"GET /api/health HTTP/1.1\r\n{Host}Content-Length: 3\r\n\r\nabc",
            $"GET /api/health HTTP/1.1\r\n{Host}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n",
            $"GET /api/health HTTP/1.1\r\n{Host}Range: bytes=0-0,1-1,2-2,0-99999999\r\n\r\n",
            "\r\n\r\n\r\n", "\0\0\0\0\r\n\r\n", "\u0016\u0003\u0001\u0002\0\u0001\0\r\n\r\n", "GET\r\n\r\n", " / HTTP/1.1\r\n\r\n");
        return new(Encoding.Latin1.GetBytes(text)) { KeepsConnection = false, Ending = Ending.HalfCloses };
    }

    /// <summary>Says more than it sends.</summary>
    public static Attack CutOff(Dice dice, int n, string key, Ending ending)
    {
        var body = EventBodies.Bytes(EventBodies.Event(n));
        var said = dice.Pick(body.Length + 1, body.Length * 2, 900_000);
        return new([.. Raw.Head("POST", dice.Pick("/api/events", "/api/segment/v1/track"), "Content-Type: application/json", Raw.Length(said), key), .. body]) { Ending = ending, KeepsConnection = false };
    }

    public static Attack LongTarget(Dice dice)
    {
        var length = dice.Pick(7_000, 8_300, 20_000, 60_000);
        return Raw.Get(dice.Pick("/api/", "/u/", "/l/", "/api/health?q=", "/outbox?day=") + new string(dice.Pick('a', '/', '.'), length)) with { KeepsConnection = false };
    }

    public static Attack LongHeader(Dice dice) =>
        Raw.Get("/api/health", $"{dice.Pick("X-Long", "Cookie", "Authorization", "Accept-Language", "User-Agent", "Traceparent")}: {new string('a', dice.Pick(30_000, 33_000, 70_000))}") with { KeepsConnection = false };

    public static Attack ManyHeaders(Dice dice) =>
        Raw.Get(dice.Pick("/api/health", "/u/x"), [.. Enumerable.Range(0, dice.Pick(99, 101, 1_000)).Select(i => $"X-{i}: {i}")]) with { KeepsConnection = false };

    /// <summary>Headers that something on the way might believe.</summary>
    public static Attack OddHeader(Dice dice, string token) => Raw.Get(
        dice.Pick("/api/health", "/u/" + token, "/l/" + token),
        dice.Pick("X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: evil.example", "X-Original-URL: /api/admin/scan", "X-HTTP-Method-Override: DELETE", "Forwarded: for=\"[::1\"", "Accept: */*;q=x", "Cookie: a=b; =; ;;",
            "Accept-Language: *;q=0", "Accept-Language: de;q=99999999999999999999,fr;q=-1,;;,,=", "Accept-Language: " + new string(',', 5_000), "Accept-Language: ../../etc/passwd", "Traceparent: 00-0-0-0", "Traceparent: zz",
            "Baggage: " + new string('=', 1_000), "Sec-Purpose: prefetch", "Purpose: \"", "User-Agent: ", "If-None-Match: *", "Origin: null", "Content-Encoding: br", "TE: trailers", "Accept-Encoding: gzip;q=x"));
}
