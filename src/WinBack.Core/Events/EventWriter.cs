using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WinBack.Core.Events;

/// <summary>Writes an event so that <see cref="EventReader"/> reads the same one back. What the source's JSON said is kept as it was written.</summary>
internal static class EventWriter
{
    // Names and texts in their own script: escaped they might exceed the limits that they were checked against.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(IncomingEvent given)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            Write(writer, given);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, IncomingEvent given)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, given.Id);
        writer.WriteString("userId"u8, given.UserId);
        writer.WriteString("type"u8, given.Type);
        writer.WriteString("at"u8, given.At);
        if (given.Value is { } value)
            writer.WriteNumber("value"u8, value);
        if (given.Currency is { } currency)
            writer.WriteString("currency"u8, currency);
        if (given.Properties is { } properties)
            WriteAsGiven(writer, "properties", properties);
        if (given.Profile is { } profile)
            Write(writer, profile);
        if (given.MergeFrom is { } mergeFrom)
            writer.WriteString("mergeFrom"u8, mergeFrom);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ProfileUpdate profile)
    {
        writer.WriteStartObject("profile"u8);
        foreach (var (name, field) in profile.Fields)
        {
            writer.WriteStartObject(name);
            writer.WriteString("value"u8, field.Value);
            writer.WriteString("at"u8, field.At);
            writer.WriteEndObject();
        }

        if (profile.Attributes.Count > 0)
            WriteAttributes(writer, profile.Attributes);
        if (profile.Installations.Count > 0)
            WriteInstallations(writer, profile.Installations);
        if (profile.Consents.Count > 0)
            WriteConsents(writer, profile.Consents);
        writer.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, IReadOnlyDictionary<string, GivenField<JsonElement>> attributes)
    {
        writer.WriteStartObject("attributes"u8);
        foreach (var (name, field) in attributes)
        {
            writer.WriteStartObject(name);
            WriteAsGiven(writer, "value", field.Value);
            writer.WriteString("at"u8, field.At);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteInstallations(Utf8JsonWriter writer, IReadOnlyList<GivenInstallation> installations)
    {
        writer.WriteStartArray("push"u8);
        foreach (var installation in installations)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, installation.Id);
            writer.WriteString("platform"u8, installation.Platform);
            writer.WriteString("token"u8, installation.Token);
            writer.WriteString("at"u8, installation.At);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteConsents(Utf8JsonWriter writer, IReadOnlyDictionary<string, GivenConsent> consents)
    {
        writer.WriteStartObject("consent"u8);
        foreach (var (channel, consent) in consents)
        {
            writer.WriteStartObject(channel);
            writer.WriteBoolean("given"u8, consent.Given);
            writer.WriteString("source"u8, consent.Source);
            writer.WriteString("at"u8, consent.At);
            if (consent.TextVersion is { } text)
                writer.WriteString("textVersion"u8, text);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteAsGiven(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
