using System.Text.Json;
using System.Text.Unicode;

namespace WinBack.Core.Events.Segment;

/// <summary>
/// Reads what Segment-compatible SDKs send: one message, or a batch of them. Their senders cannot act on a refusal of one field, so what does not
/// fit is left out where the rest still says something, and only a message that says nothing usable is refused.
/// </summary>
public static class SegmentBatch
{
    /// <summary>What a message may be, as the last part of the address; SDKs for browsers use the first letter.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["batch"] = "batch",
        ["b"] = "batch",
        ["import"] = "batch",
        ["track"] = "track",
        ["t"] = "track",
        ["identify"] = "identify",
        ["i"] = "identify",
        ["page"] = "page",
        ["p"] = "page",
        ["screen"] = "screen",
        ["s"] = "screen",
        ["group"] = "group",
        ["g"] = "group",
        ["alias"] = "alias",
        ["a"] = "alias",
    };

    // Contexts nest deeper than our own events do.
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 32 };

    /// <summary>Reads a request.</summary>
    /// <param name="body">UTF-8 JSON, at most <see cref="EventLimits.RequestBytes"/>.</param>
    /// <param name="kind">A value of <see cref="Kinds"/>.</param>
    /// <param name="rules">By what each message is judged.</param>
    /// <exception cref="EventBodyException">The body as a whole cannot be read; nothing of it was kept.</exception>
    public static EventBatch Read(ReadOnlyMemory<byte> body, string kind, EventRules rules)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new EventBodyException("The body is no JSON object.");
        if (kind != "batch")
            return Read([root], kind, SentAt(root), rules);
        if (!root.TryGetProperty("batch"u8, out var batch) || batch.ValueKind != JsonValueKind.Array)
            throw new EventBodyException("The body has no array 'batch'.");
        if (batch.GetArrayLength() > EventLimits.PerRequest)
            throw new EventBodyException($"The batch has {batch.GetArrayLength()} messages; {EventLimits.PerRequest} are allowed.", tooLarge: true);
        return Read([.. batch.EnumerateArray()], kind: null, SentAt(root), rules);
    }

    private static EventBatch Read(IReadOnlyList<JsonElement> messages, string? kind, DateTimeOffset? sentAt, EventRules rules)
    {
        List<PlacedEvent> items = [];
        List<Refusal> refusals = [];
        for (var i = 0; i < messages.Count; i++)
        {
            var reader = new SegmentReader(i, rules, sentAt);
            if (reader.Read(messages[i], kind) is { } read)
                items.Add(new(i, read));
            else if (reader.Refusal is { } refusal)
                refusals.Add(refusal);
        }

        return new(items, refusals);
    }

    /// <summary>The key that browsers send within the body, because they cannot set a header across origins; null when there is none.</summary>
    public static string? WriteKey(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("writeKey"u8, out var key) && key.ValueKind == JsonValueKind.String
                ? key.GetString()
                : null;
        }
        catch (EventBodyException)
        {
            return null;
        }
    }

    private static DateTimeOffset? SentAt(JsonElement root) =>
        root.TryGetProperty("sentAt"u8, out var given) && given.ValueKind == JsonValueKind.String && given.TryGetDateTimeOffset(out var at) ? at.ToUniversalTime() : null;

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > EventLimits.RequestBytes)
            throw EventBatch.TooManyBytes();
        if (!Utf8.IsValid(body.Span))
            throw new EventBodyException("The body is no UTF-8.");
        try
        {
            var document = JsonDocument.Parse(body, Lenient);
            if (!HalfCharacter.IsIn(body.Span))
                return document;
            document.Dispose();
            throw new EventBodyException("A text holds one half of a surrogate pair; whole Unicode characters are expected.");
        }
        catch (JsonException bad)
        {
            throw new EventBodyException($"The body is no JSON: line {bad.LineNumber + 1}, byte {bad.BytePositionInLine + 1}.");
        }
    }
}
