using System.Runtime.InteropServices;
using System.Text.Json;

namespace WinBack.Core.Events;

/// <summary>Reads one item of a batch. The first thing that is wrong refuses the item, with the field's path and what is allowed.</summary>
internal sealed class EventReader(int position, EventRules rules)
{
    private string? _id;

    /// <summary>Set when <see cref="Read"/> gave null.</summary>
    public Refusal? Refusal { get; private set; }

    public EventRules Rules => rules;

    public IncomingEvent? Read(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return Refuse<IncomingEvent>("", $"The item is {Kind(item)}.", "An object with id, userId, type and at.");
        if (HalfCharacter.IsIn(JsonMarshal.GetRawUtf8Value(item)))
            return Refuse<IncomingEvent>("", "A text holds one half of a surrogate pair.", "Whole Unicode characters.");
        _id = item.TryGetProperty("id"u8, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        if (ReadId(item, "id") is not { } id || ReadId(item, "userId") is not { } userId || ReadAt(item, "at") is not { } at)
            return null;
        if (UnknownField(item) is { } unknown)
            return Refuse<IncomingEvent>(unknown, "The field is not known.", "id, userId, type, at, value, currency, properties, profile, mergeFrom.");
        ProfileUpdate? profile = null;
        if (item.TryGetProperty("profile"u8, out var update) && update.ValueKind != JsonValueKind.Null)
        {
            profile = new ProfileReader(this, at).Read(update);
            if (Refusal is not null)
                return null;
        }

        if (!TryReadMergeFrom(item, userId, out var mergeFrom) || ReadType(item, profile, mergeFrom) is not { } type || !TryReadValue(item, out var value, out var currency) || !TryReadProperties(item, out var properties))
            return null;
        return new()
        {
            Id = id,
            UserId = userId,
            Type = type,
            At = at,
            Value = value,
            Currency = currency,
            Properties = properties,
            Profile = profile,
            MergeFrom = mergeFrom,
        };
    }

    public T? Refuse<T>(string field, string reason, string allowed)
        where T : class
    {
        Refusal ??= new(position, _id is { Length: <= EventLimits.Id } ? _id : null, field, reason, allowed);
        return null;
    }

    public T? Refuse<T>(string field, FormFault fault)
        where T : class => Refuse<T>(field, fault.Reason, fault.Allowed);

    /// <summary>Reads an instant; RFC 3339 wants an offset, and a future that hides a lapse is refused.</summary>
    public DateTimeOffset? ReadInstant(JsonElement value, string field)
    {
        if (!TryInstant(value, out var at))
        {
            Refuse<object>(field, "The value is no RFC 3339 instant.", "For example 2026-11-24T07:15:00Z, with an offset or Z.");
            return null;
        }

        if (EventForm.Said(at, rules) is { } ahead)
        {
            Refuse<object>(field, ahead);
            return null;
        }

        return at;
    }

    private DateTimeOffset? ReadAt(JsonElement item, string field)
    {
        if (!item.TryGetProperty(field, out var value))
        {
            Refuse<object>(field, "The field is missing.", "An RFC 3339 instant.");
            return null;
        }

        if (ReadInstant(value, field) is not { } at)
            return null;
        if (EventForm.At(at, rules) is { } old)
        {
            Refuse<object>(field, old);
            return null;
        }

        return at;
    }

    private string? ReadId(JsonElement item, string field)
    {
        if (!item.TryGetProperty(field, out var value) || value.ValueKind != JsonValueKind.String)
            return Refuse<string>(field, "The field is missing or no text.", $"A text of 1 to {EventLimits.Id} characters.");
        var text = value.GetString()!;
        return EventForm.Id(text) is { } fault ? Refuse<string>(field, fault) : text;
    }

    private bool TryReadMergeFrom(JsonElement item, string userId, out string? mergeFrom)
    {
        mergeFrom = null;
        if (!item.TryGetProperty("mergeFrom"u8, out var given) || given.ValueKind == JsonValueKind.Null)
            return true;
        if (rules.Trust == SourceTrust.Low)
            return Refuse<object>("mergeFrom", "The source's key is of low trust.", "Users are merged by a trusted source only.") is not null;
        mergeFrom = ReadId(item, "mergeFrom");
        return mergeFrom is not null
            && (mergeFrom != userId || Refuse<object>("mergeFrom", "A user cannot be merged into itself.", "Another id than userId.") is not null);
    }

    private string? ReadType(JsonElement item, ProfileUpdate? profile, string? mergeFrom)
    {
        if (!item.TryGetProperty("type"u8, out var value) || value.ValueKind == JsonValueKind.Null)
            return profile is not null || mergeFrom is not null ? IncomingEvent.ProfileType : Refuse<string>("type", "The field is missing.", "A type, or a profile to update.");
        if (value.ValueKind != JsonValueKind.String)
            return Refuse<string>("type", $"The type is {Kind(value)}.", "Text.");
        var type = value.GetString()!;
        if (EventForm.Type(type) is { } fault)
            return Refuse<string>("type", fault);
        if (ItemEvent.Is(type) && !rules.AllowItemEvents)
            return Refuse<string>("type", "Events of this type are made here, of what is posted about an item.", "Another type; states of items go to /api/catalogue.");
        return type != IncomingEvent.ProfileType || profile is not null || mergeFrom is not null
            ? type
            : Refuse<string>("type", "The type profile stands for profile updates, and there is none.", "Another type, or a profile.");
    }

    private bool TryReadValue(JsonElement item, out decimal? value, out string? currency)
    {
        (value, currency) = (null, null);
        if (item.TryGetProperty("value"u8, out var given) && given.ValueKind != JsonValueKind.Null)
        {
            if (rules.Trust == SourceTrust.Low)
                return Refuse<object>("value", "The source's key is of low trust.", "Values come from a trusted source only.") is not null;
            value = given.ValueKind == JsonValueKind.Number && given.TryGetDecimal(out var number) ? number : null;
            if (EventForm.Value(value) is { } fault)
                return Refuse<object>("value", fault) is not null;
        }

        if (item.TryGetProperty("currency"u8, out var code) && code.ValueKind != JsonValueKind.Null)
        {
            currency = code.ValueKind == JsonValueKind.String ? code.GetString() : null;
            if (EventForm.Currency(currency) is { } fault)
                return Refuse<object>("currency", fault) is not null;
        }

        return true;
    }

    private bool TryReadProperties(JsonElement item, out JsonElement? properties)
    {
        properties = null;
        if (!item.TryGetProperty("properties"u8, out var given) || given.ValueKind == JsonValueKind.Null)
            return true;
        if (given.ValueKind != JsonValueKind.Object)
            return Refuse<object>("properties", $"The properties are {Kind(given)}.", "An object.") is not null;
        if (given.GetRawText() is var text && System.Text.Encoding.UTF8.GetByteCount(text) > EventLimits.PropertiesBytes)
            return Refuse<object>("properties", "The properties are too large.", $"At most {EventLimits.PropertiesBytes} bytes of JSON.") is not null;
        properties = given.Clone();
        return true;
    }

    private static string? UnknownField(JsonElement item)
    {
        foreach (var field in item.EnumerateObject())
        {
            if (!(field.NameEquals("id"u8) || field.NameEquals("userId"u8) || field.NameEquals("type"u8) || field.NameEquals("at"u8)
                || field.NameEquals("value"u8) || field.NameEquals("currency"u8) || field.NameEquals("properties"u8) || field.NameEquals("profile"u8)
                || field.NameEquals("mergeFrom"u8)))
                return field.Name.Length <= 64 ? field.Name : field.Name[..64];
        }

        return null;
    }

    /// <summary>An instant as RFC 3339 wants it, in UTC; false for anything else.</summary>
    internal static bool TryInstant(JsonElement value, out DateTimeOffset at)
    {
        at = default;
        if (value.ValueKind != JsonValueKind.String || !HasOffset(value) || !value.TryGetDateTimeOffset(out at))
            return false;
        at = at.ToUniversalTime();
        return true;
    }

    private static bool HasOffset(JsonElement value)
    {
        var text = value.GetString()!;
        return text.Length is >= 20 and <= 40 && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
    }

    internal static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };
}
