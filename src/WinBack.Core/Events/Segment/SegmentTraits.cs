using System.Text.Json;

namespace WinBack.Core.Events.Segment;

/// <summary>Reads the traits of an identify message into a profile. What does not fit, or what the source may not say, is left out.</summary>
internal sealed class SegmentTraits(bool isTrusted, DateTimeOffset at)
{
    // Traits that have a place of their own, and are no attributes.
    private static readonly HashSet<string> Placed = new(["email", "phone", "name", "firstName", "lastName", "address", "avatar", "preferredChannel"], StringComparer.Ordinal);

    private readonly Dictionary<string, GivenField<string?>> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GivenField<JsonElement>> _attributes = new(StringComparer.Ordinal);

    public ProfileUpdate Read(JsonElement? traits, JsonElement? context)
    {
        if (traits is { } given)
        {
            if (isTrusted)
                ReadAddresses(given);
            Set("name", Text(given, "name") ?? FullName(given));
            if (given.TryGetProperty("address"u8, out var address) && address.ValueKind == JsonValueKind.Object)
                Set("country", Text(address, "country")?.ToUpperInvariant());
            Set("preferredChannel", Text(given, "preferredChannel"));
            ReadAttributes(given);
        }

        if (context is { } around)
        {
            Set("timeZone", Text(around, "timezone"));
            Set("locale", Text(around, "locale"));
        }

        return new() { Fields = _fields, Attributes = _attributes };
    }

    private void ReadAddresses(JsonElement traits)
    {
        Set("email", Text(traits, "email"));
        Set("phone", PhoneNumber.Normalized(Text(traits, "phone")));
    }

    private void ReadAttributes(JsonElement traits)
    {
        foreach (var trait in traits.EnumerateObject())
        {
            if (Placed.Contains(trait.Name) || SegmentNames.Attribute(trait.Name) is not { } name)
                continue;
            var fits = trait.Value.ValueKind switch
            {
                JsonValueKind.String => ProfileForm.AttributeText(trait.Value.GetString()!) is null,
                JsonValueKind.Number => trait.Value.TryGetDecimal(out _),
                JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => true,
                _ => false,
            };
            if (fits)
                _attributes[name] = new(trait.Value.Clone(), at);
        }
    }

    private void Set(string field, string? text)
    {
        if (text is not null && ProfileForm.Text(field, text) is null)
            _fields[field] = new(text, at);
    }

    private static string? FullName(JsonElement traits) => (Text(traits, "firstName"), Text(traits, "lastName")) switch
    {
        (null, null) => null,
        var (first, last) => $"{first} {last}".Trim(),
    };

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.String && given.GetString()!.Trim() is { Length: > 0 } text ? text : null;
}
