using System.Globalization;
using System.Text.Json;

namespace WinBack.Core.Sending;

/// <summary>The body of a webhook. Everything in it is escaped by the serializer; nothing a person or an app wrote can add a member or end a text.</summary>
public static class WebhookPayload
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/json";

    private static readonly JsonWriterOptions Shown = new() { Indented = true };

    /// <summary>UTF-8 of the JSON object; the same message gives the same bytes.</summary>
    /// <param name="message">Of a webhook touch.</param>
    /// <param name="indented">For people to read; what is sent has no blanks.</param>
    public static byte[] Of(OutboundMessage message, bool indented = false)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, indented ? Shown : default))
        {
            json.WriteStartObject();
            json.WriteString("user"u8, message.UserId);
            json.WriteString("campaign"u8, message.Campaign);
            json.WriteString("touch"u8, message.Touch);
            json.WriteString("attempt"u8, message.Reference.Text);
            Write(json, "variant", message.Variant);
            if (message.ExpiresAt is { } expires)
                json.WriteString("expiresAt"u8, expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            if (message.IsTest)
                json.WriteBoolean("test"u8, value: true);
            Write(json, "title", message.Content.Title);
            Write(json, "body", message.Content.Text.Length > 0 ? message.Content.Text : null);
            json.WriteStartObject("fields"u8);
            foreach (var (name, value) in message.Content.Webhook?.Fields ?? new Dictionary<string, string>())
                json.WriteString(name, value);
            json.WriteEndObject();
            Write(json, "email", message.Person?.Email);
            Write(json, "phone", message.Person?.Phone);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
