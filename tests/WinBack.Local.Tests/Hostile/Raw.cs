using System.Globalization;
using System.Text;

namespace WinBack.Local.Tests.Hostile;

/// <summary>Requests as text, without a client that would set anything right.</summary>
internal static class Raw
{
    public const string Json = "application/json";

    public static Attack Get(string target, params string[] headers) => Request("GET", target, headers);

    /// <summary>A request without a body.</summary>
    public static Attack Request(string method, string target, params string[] headers) => new(Head(method, target, headers));

    /// <summary>A request whose length is said truly.</summary>
    public static Attack Post(string target, byte[] body, string contentType = Json, params string[] headers) =>
        new([.. Head("POST", target, [$"Content-Type: {contentType}", Length(body.Length), .. headers]), .. body]);

    public static Attack Post(string target, string body, params string[] headers) => Post(target, Encoding.UTF8.GetBytes(body), Json, headers);

    /// <summary>A body in chunks.</summary>
    /// <param name="ends">Whether the last chunk comes.</param>
    public static Attack PostChunked(string target, byte[] body, bool ends, params string[] headers)
    {
        const int ChunkBytes = 16_000;
        using var sent = new MemoryStream();
        sent.Write(Head("POST", target, [$"Content-Type: {Json}", "Transfer-Encoding: chunked", .. headers]));
        for (var at = 0; at < body.Length; at += ChunkBytes)
        {
            var chunk = body.AsSpan(at, Math.Min(ChunkBytes, body.Length - at));
            sent.Write(Encoding.ASCII.GetBytes(chunk.Length.ToString("X", CultureInfo.InvariantCulture) + "\r\n"));
            sent.Write(chunk);
            sent.Write("\r\n"u8);
        }

        if (ends)
            sent.Write("0\r\n\r\n"u8);
        return new(sent.ToArray()) { KeepsConnection = false };
    }

    public static string Length(long bytes) => string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bytes}");

    public static byte[] Head(string method, string target, params string[] headers)
    {
        var text = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        foreach (var header in headers)
            text.Append(header).Append("\r\n");
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }
}
