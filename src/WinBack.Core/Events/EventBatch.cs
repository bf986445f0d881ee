using System.Text.Json;
using System.Text.Unicode;

namespace WinBack.Core.Events;

/// <summary>A request body, read: the items that are well formed and the refusals of those that are not, by position.</summary>
/// <param name="Items">Well-formed items.</param>
/// <param name="Refusals">Items refused for their form.</param>
public sealed record EventBatch(IReadOnlyList<PlacedEvent> Items, IReadOnlyList<Refusal> Refusals)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    /// <summary>Reads one event, an array of events, or one event per line (NDJSON).</summary>
    /// <param name="body">UTF-8, at most <see cref="EventLimits.RequestBytes"/>.</param>
    /// <param name="rules">By what each item is judged.</param>
    /// <exception cref="EventBodyException">The body as a whole cannot be read; nothing of it was kept.</exception>
    public static EventBatch Read(ReadOnlyMemory<byte> body, EventRules rules)
    {
        if (body.Length > EventLimits.RequestBytes)
            throw TooManyBytes();
        var start = body.Span.IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
        if (start < 0)
            throw new EventBodyException("The body is empty; an event, an array of events or one event per line is expected.");
        body = body[start..];   // white space, or the byte order mark that some editors write
        return body.Span[0] == (byte)'[' ? ReadArray(body, rules) : ReadOneOrLines(body, rules);
    }

    /// <summary>For callers that stop reading at the limit.</summary>
    public static EventBodyException TooManyBytes() => new($"The body has more than {EventLimits.RequestBytes} bytes.", tooLarge: true);

    private static EventBatch ReadArray(ReadOnlyMemory<byte> body, EventRules rules)
    {
        using var document = Parse(body) ?? throw new EventBodyException("The body is no JSON: it begins as an array, but cannot be read as one.");
        var length = document.RootElement.GetArrayLength();
        return length <= EventLimits.PerRequest
            ? Read(document.RootElement, rules)
            : throw new EventBodyException($"The body has {length} events; {EventLimits.PerRequest} are allowed.", tooLarge: true);
    }

    /// <summary>Reads the items of an array; nothing of it is needed afterwards.</summary>
    internal static EventBatch Read(JsonElement array, EventRules rules)
    {
        var reader = new BatchReader(rules, array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
            reader.Add(item);
        return reader.ToBatch();
    }

    private static EventBatch ReadOneOrLines(ReadOnlyMemory<byte> body, EventRules rules)
    {
        using (var document = Parse(body))
        {
            if (document is not null)
            {
                var single = new BatchReader(rules, 1);
                single.Add(document.RootElement);
                return single.ToBatch();
            }
        }

        var reader = new BatchReader(rules, 64);
        var rest = body;
        while (rest.Length > 0)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
                continue;
            if (reader.Count == EventLimits.PerRequest)
                throw new EventBodyException($"The body has more than {EventLimits.PerRequest} events.", tooLarge: true);
            using var document = Parse(line);
            if (document is null)
                reader.AddUnreadable();
            else
                reader.Add(document.RootElement);
        }

        return reader.Readable > 0 ? reader.ToBatch() : throw new EventBodyException("The body is no JSON, and none of its lines is.");
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
            return null;   // the parser would let it through, and the first look at the text would throw
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException)
        {
            return null;   // the caller says what was expected in its place
        }
    }

    private sealed class BatchReader(EventRules rules, int expected)
    {
        private readonly List<PlacedEvent> _items = new(expected);
        private readonly List<Refusal> _refusals = [];

        public int Count { get; private set; }

        public int Readable { get; private set; }

        public void Add(JsonElement item)
        {
            Readable++;
            var position = Count++;
            var reader = new EventReader(position, rules);
            if (reader.Read(item) is { } read)
                _items.Add(new(position, read));
            else
                _refusals.Add(reader.Refusal!);
        }

        public void AddUnreadable() =>
            _refusals.Add(new(Count++, null, "", "The line is no JSON.", "One JSON object per line."));

        public EventBatch ToBatch() => new(_items, _refusals);
    }
}

/// <summary>An item and its place in the batch, from 0.</summary>
public readonly record struct PlacedEvent(int Position, IncomingEvent Event);

/// <summary>The body of a request cannot be read at all.</summary>
/// <param name="message">What was found and what is expected.</param>
/// <param name="tooLarge">True when it has too many bytes or items.</param>
public sealed class EventBodyException(string message, bool tooLarge = false) : Exception(message)
{
    /// <summary>True when the body is larger than allowed rather than malformed.</summary>
    public bool IsTooLarge { get; } = tooLarge;
}
