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
        if (profile.Consents.Count > 0 || profile.PurposeConsents.Count > 0)
            WriteConsents(writer, profile);
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

    // One consent of a channel as an object, several as a list.
    private static void WriteConsents(Utf8JsonWriter writer, ProfileUpdate profile)
    {
        writer.WriteStartObject("consent"u8);
        foreach (var of in profile.Consents.Select(each => (Channel: each.Key, Purpose: (string?)null, Said: each.Value))
            .Concat(profile.PurposeConsents.Select(each => (each.Channel, Purpose: (string?)each.Purpose, Said: each.Consent)))
            .GroupBy(each => each.Channel, StringComparer.Ordinal))
        {
            var isList = of.Skip(1).Any();
            writer.WritePropertyName(of.Key);
            if (isList)
                writer.WriteStartArray();
            foreach (var (_, purpose, said) in of)
                WriteConsent(writer, purpose, said);
            if (isList)
                writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteConsent(Utf8JsonWriter writer, string? purpose, GivenConsent consent)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("given"u8, consent.Given);
        writer.WriteString("source"u8, consent.Source);
        writer.WriteString("at"u8, consent.At);
        if (consent.TextVersion is { } text)
            writer.WriteString("textVersion"u8, text);
        if (purpose is not null)
            writer.WriteString("purpose"u8, purpose);
        writer.WriteEndObject();
    }

    private static void WriteAsGiven(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
