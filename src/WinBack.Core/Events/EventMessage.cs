using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace WinBack.Core.Events;

/// <summary>One message of a queue: events of one or more users, <c>{"v":1,"events":[…]}</c>.</summary>
/// <param name="Id">Follows from the body, so that the same events posted again in the same way are the same message; 43 characters.</param>
/// <param name="Body">UTF-8 JSON, at most <see cref="MostBytes"/>.</param>
/// <param name="Count">Events in it, at most <see cref="MostEvents"/>.</param>
public sealed record EventMessage(string Id, ReadOnlyMemory<byte> Body, int Count)
{
    /// <summary>Version of the body's schema that is written; readers know it and those before it.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Bytes of a body. A message may have 256 KB, headers included; the rest is room to spare.</summary>
    public const int MostBytes = 200 * 1024;

    /// <summary>Events of a message: what is done again when one of them could not be applied.</summary>
    public const int MostEvents = 100;

    // Three levels around those of an item, which had at most 16.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 24 };

    /// <summary>Makes a message of events that <see cref="EventWriter"/> has written.</summary>
    internal static EventMessage Of(IReadOnlyList<byte[]> events)
    {
        using var body = new MemoryStream();
        body.Write("{\"v\":1,\"events\":["u8);
        for (var i = 0; i < events.Count; i++)
        {
            if (i > 0)
                body.WriteByte((byte)',');
            body.Write(events[i]);
        }

        body.Write("]}"u8);
        var bytes = body.ToArray();
        return new(Base64Url.EncodeToString(SHA256.HashData(bytes)), bytes, events.Count);
    }

    /// <summary>Reads a body. Its events were checked when they were posted; only what this version cannot read is refused.</summary>
    /// <exception cref="EventBodyException">It is none of ours, or of a newer schema; says which.</exception>
    public static EventBatch Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("v"u8, out var given) || !given.TryGetInt32(out var version))
                throw new EventBodyException("The message has no schema version v.");
            if (version is < 1 or > SchemaVersion)
                throw new EventBodyException($"The message has schema version {version}; versions up to {SchemaVersion} are known here.");
            if (!root.TryGetProperty("events"u8, out var events) || events.ValueKind != JsonValueKind.Array)
                throw new EventBodyException("The message has no array of events.");
            return EventBatch.Read(events, EventRules.Checked);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw new EventBodyException("The message is no JSON of ours.");
        }
    }
}
