using System.Text.Json;
using System.Text.Unicode;

namespace WinBack.Core.Events;

/// <summary>A posted list of item states, read: what is well formed, and the refusals of the rest by position.</summary>
/// <param name="Items">Well-formed states with their place, from 0, in the order they stand.</param>
/// <param name="Refusals">States refused for their form; <see cref="Refusal.Id"/> is the item's id.</param>
public sealed record ItemBatch(IReadOnlyList<(int Position, ItemState State)> Items, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>States in one request.</summary>
    public const int PerRequest = 1000;

    /// <summary>Bytes of one request's body.</summary>
    public const int RequestBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <summary>Reads one state or an array of states.</summary>
    /// <param name="body">UTF-8, at most <see cref="RequestBytes"/>.</param>
    /// <param name="rules">Their clock; the trust of the source is the caller's to ask.</param>
    /// <exception cref="EventBodyException">The body as a whole cannot be read; nothing of it was kept.</exception>
    public static ItemBatch Read(ReadOnlyMemory<byte> body, EventRules rules)
    {
        if (body.Length > RequestBytes)
            throw TooManyBytes();
        using var document = Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body);
        var root = document.RootElement;
        var count = root.ValueKind == JsonValueKind.Array ? root.GetArrayLength() : 1;
        if (count > PerRequest)
            throw new EventBodyException($"The body has {count} item states; {PerRequest} are allowed.", tooLarge: true);
        List<(int, ItemState)> items = new(count);
        List<Refusal> refusals = [];
        for (var position = 0; position < count; position++)
        {
            var reader = new ItemReader(position, rules);
            if (reader.Read(root.ValueKind == JsonValueKind.Array ? root[position] : root) is { } state)
                items.Add((position, state));
            else
                refusals.Add(reader.Refusal!);
        }

        return new(items, refusals);
    }

    /// <summary>For callers that stop reading at the limit.</summary>
    public static EventBodyException TooManyBytes() => new($"The body has more than {RequestBytes} bytes.", tooLarge: true);

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        const string expected = "The body is no JSON; one item state or an array of them is expected.";
        if (!Utf8.IsValid(json.Span))
            throw new EventBodyException(expected);
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException)
        {
            throw new EventBodyException(expected);
        }
    }
}
