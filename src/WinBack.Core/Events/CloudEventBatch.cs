using System.Buffers;
using System.Net.Mime;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;

namespace WinBack.Core.Events;

/// <summary>
/// Reads CloudEvents 1.0 as HTTP carries them: structured (one), batched, or binary (attributes in headers). The user is <c>data.userId</c> or the
/// subject; of the data, <c>value</c>, <c>currency</c>, <c>profile</c> and <c>mergeFrom</c> mean what they mean in our own form, and all else is
/// kept as properties.
/// </summary>
public static class CloudEventBatch
{
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";
    private const string VersionHeader = "ce-specversion";

    private static readonly string[] OwnFields = ["value", "currency", "profile", "mergeFrom", "properties"];

    // Letters stay letters: escaped, they would be up to six times as long, and an event within its limits would exceed them.
    private static readonly JsonWriterOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonEventFormatter Formatter = new(JsonSerializerOptions.Default, new JsonDocumentOptions { MaxDepth = 16 });

    /// <summary>Whether a request carries CloudEvents.</summary>
    public static bool IsIn(string? contentType, IEnumerable<KeyValuePair<string, string>> headers) =>
        MediaType(contentType) is Structured or Batch || headers.Any(header => header.Key.Equals(VersionHeader, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a request that <see cref="IsIn"/> said yes to.</summary>
    /// <param name="body">At most <see cref="EventLimits.RequestBytes"/>.</param>
    /// <param name="contentType">Of the request.</param>
    /// <param name="headers">Of the request.</param>
    /// <param name="rules">By what each event is judged.</param>
    /// <exception cref="EventBodyException">The body as a whole cannot be read; nothing of it was kept.</exception>
    public static EventBatch Read(ReadOnlyMemory<byte> body, string? contentType, IEnumerable<KeyValuePair<string, string>> headers, EventRules rules)
    {
        if (body.Length > EventLimits.RequestBytes)
            throw EventBatch.TooManyBytes();
        var buffer = new ArrayBufferWriter<byte>(body.Length + 256);
        List<Refusal> refusals = [];
        using (var writer = new Utf8JsonWriter(buffer, AsSent))
        {
            writer.WriteStartArray();
            switch (MediaType(contentType))
            {
                case Structured:
                    Write(writer, Decode(() => Formatter.DecodeStructuredModeMessage(body, new ContentType(Structured), null)), rules);
                    break;
                case Batch:
                    WriteEach(writer, body, refusals, rules);
                    break;
                default:
                    Write(writer, Decode(() => Binary(body, contentType, headers)), rules);
                    break;
            }

            writer.WriteEndArray();
        }

        // Read as it stands: the limits of a body were for what came.
        using var ours = JsonDocument.Parse(buffer.WrittenMemory);
        var read = EventBatch.Read(ours.RootElement, rules);
        return refusals.Count == 0 ? read : Renumbered(read, refusals);
    }

    private static void WriteEach(Utf8JsonWriter writer, ReadOnlyMemory<byte> body, List<Refusal> refusals, EventRules rules)
    {
        using var document = Decode(() => JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 }));
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new EventBodyException("The body is no array of CloudEvents.");
        if (document.RootElement.GetArrayLength() > EventLimits.PerRequest)
            throw new EventBodyException($"The body has {document.RootElement.GetArrayLength()} events; {EventLimits.PerRequest} are allowed.", tooLarge: true);
        var position = 0;
        foreach (var item in document.RootElement.EnumerateArray())
        {
            try
            {
                Write(writer, Decode(() => Formatter.ConvertFromJsonElement(item, null)), rules);
            }
            catch (EventBodyException bad)
            {
                refusals.Add(new(position, null, "", bad.Message, "A CloudEvent 1.0 with id, source, type and a subject or data.userId."));
            }

            position++;
        }
    }

    private static CloudEvent Binary(ReadOnlyMemory<byte> body, string? contentType, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var given = headers.Where(header => header.Key.StartsWith(HttpUtilities.HttpHeaderPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key[HttpUtilities.HttpHeaderPrefix.Length..].ToLowerInvariant(), header => HttpUtilities.DecodeHeaderValue(header.Value), StringComparer.Ordinal);
        var version = CloudEventsSpecVersion.FromVersionId(given.GetValueOrDefault("specversion")) ?? throw new ArgumentException("The version is not 1.0.");
        var read = new CloudEvent(version) { DataContentType = contentType };
        foreach (var (name, value) in given.Where(attribute => attribute.Key != "specversion"))
            read.SetAttributeFromString(name, value);
        Formatter.DecodeBinaryModeEventData(body, read);
        return read;
    }

    private static void Write(Utf8JsonWriter writer, CloudEvent given, EventRules rules)
    {
        if (given is not { Id: { Length: > 0 } id, Type: { Length: > 0 } type, Source: { } source })
            throw new EventBodyException("The CloudEvent lacks id, source or type.");
        var data = given.Data is JsonElement { ValueKind: JsonValueKind.Object } held ? held : default(JsonElement?);
        if (data is { } whole && (!Utf8.IsValid(JsonMarshal.GetRawUtf8Value(whole)) || HalfCharacter.IsIn(JsonMarshal.GetRawUtf8Value(whole))))
            throw new EventBodyException("The data holds half of a character, or bytes that are no UTF-8.");
        writer.WriteStartObject();
        writer.WriteString("id"u8, Unique(source, id));
        writer.WriteString("type"u8, type);
        writer.WriteString("at"u8, (given.Time ?? rules.Now).ToUniversalTime());
        writer.WriteString("userId"u8, data?.TryGetProperty("userId"u8, out var user) is true && user.ValueKind == JsonValueKind.String ? user.GetString() : given.Subject ?? "");
        if (data is { } fields)
            WriteData(writer, fields);
        writer.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter writer, JsonElement data)
    {
        var others = new List<JsonProperty>();
        foreach (var field in data.EnumerateObject())
        {
            if (OwnFields.Contains(field.Name))
                field.WriteTo(writer);
            else if (field.Name != "userId")
                others.Add(field);
        }

        if (others.Count == 0 || data.TryGetProperty("properties"u8, out _))
            return;
        writer.WriteStartObject("properties"u8);
        foreach (var field in others)
            field.WriteTo(writer);
        writer.WriteEndObject();
    }

    // The id is unique for its source only.
    private static string Unique(Uri source, string id)
    {
        var both = $"{source.OriginalString}#{id}";
        return both.Length <= EventLimits.Id ? both : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(both)));
    }

    // The library says in many ways that it cannot read something.
    private static T Decode<T>(Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception bad) when (bad is JsonException or ArgumentException or InvalidOperationException or FormatException or NotSupportedException)
        {
            throw new EventBodyException("The body is no CloudEvent 1.0 in JSON.");
        }
    }

    private static EventBatch Renumbered(EventBatch read, List<Refusal> refused)
    {
        var taken = refused.Select(refusal => refusal.Position).ToHashSet();
        var places = Enumerable.Range(0, read.Items.Count + read.Refusals.Count + refused.Count).Where(place => !taken.Contains(place)).ToArray();
        return new(
            [.. read.Items.Select(item => item with { Position = places[item.Position] })],
            [.. read.Refusals.Select(refusal => refusal with { Position = places[refusal.Position] }), .. refused]);
    }

    private static string? MediaType(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant();
}
