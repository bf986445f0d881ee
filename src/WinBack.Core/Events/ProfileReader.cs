using System.Text.Json;

namespace WinBack.Core.Events;

/// <summary>Reads the <c>profile</c> of an item. A field is a plain value, dated like the event, or <c>{"value": …, "at": …}</c>.</summary>
internal sealed class ProfileReader(EventReader reader, DateTimeOffset at)
{
    private readonly Dictionary<string, GivenField<string?>> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GivenField<JsonElement>> _attributes = new(StringComparer.Ordinal);
    private readonly ConsentReader _consents = new(reader, at);
    private readonly List<GivenInstallation> _installations = [];

    public ProfileUpdate? Read(JsonElement profile)
    {
        if (profile.ValueKind != JsonValueKind.Object)
            return reader.Refuse<ProfileUpdate>("profile", $"The profile is {EventReader.Kind(profile)}.", "An object.");
        foreach (var field in profile.EnumerateObject())
        {
            if (!TryRead(field.Name, field.Value))
                return null;
        }

        return new() { Fields = _fields, Attributes = _attributes, Consents = _consents.Unnamed, PurposeConsents = _consents.Named, Installations = _installations };
    }

    private bool TryRead(string name, JsonElement value) => name switch
    {
        "email" or "phone" => TryReadText(name, value, isAddress: true),
        "name" or "timeZone" or "locale" or "country" or "preferredChannel" => TryReadText(name, value, isAddress: false),
        "attributes" => TryReadEach(name, value, TryReadAttribute),
        "consent" => TryReadEach(name, value, TryReadConsent),
        "push" => TryReadInstallations(value),
        _ => No("profile." + (name.Length <= 64 ? name : name[..64]), "The field is not known.",
            "name, email, phone, timeZone, locale, country, preferredChannel, attributes, consent, push."),
    };

    private bool TryReadText(string name, JsonElement given, bool isAddress)
    {
        var path = "profile." + name;
        if (isAddress && !MayGive(path))
            return false;
        if (!TryUnwrap(path, given, out var value, out var when))
            return false;
        if (value.ValueKind == JsonValueKind.Null)
        {
            _fields[name] = new(null, when);
            return true;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (name == "phone")
            text = PhoneNumber.Normalized(text) ?? text;
        if (ProfileForm.Text(name, text) is { } fault)
            return No(path, fault.Reason, $"Null, or {fault.Allowed}.");
        _fields[name] = new(text, when);
        return true;
    }

    private bool TryReadEach(string name, JsonElement value, Func<string, JsonElement, bool> tryRead)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return No("profile." + name, $"The value is {EventReader.Kind(value)}.", "An object.");
        foreach (var field in value.EnumerateObject())
        {
            if (!tryRead(field.Name, field.Value))
                return false;
        }

        return true;
    }

    private bool TryReadAttribute(string name, JsonElement given)
    {
        if (ProfileForm.AttributeName(name) is { } misnamed)
            return No("profile.attributes", misnamed.Reason, misnamed.Allowed);
        var path = "profile.attributes." + name;
        if (!TryUnwrap(path, given, out var value, out var when))
            return false;
        var fits = value.ValueKind switch
        {
            JsonValueKind.String => ProfileForm.AttributeText(value.GetString()!) is null,
            JsonValueKind.Number => value.TryGetDecimal(out _),
            JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => true,
            _ => false,
        };
        if (!fits)
            return No(path, "The value is not of the form expected.", $"Text of at most {EventLimits.AttributeBytes} bytes, a number, true, false or null.");
        _attributes[name] = new(value.Clone(), when);
        return true;
    }

    private bool TryReadConsent(string channel, JsonElement given)
    {
        var path = "profile.consent";
        if (!MayGive(path))
            return false;
        if (channel is not ("push" or "sms" or "email" or "webhook"))
            return No(path, "The channel is not known.", "push, sms, email or webhook.");
        return _consents.TryRead(channel, given, path + "." + channel);
    }

    private bool TryReadInstallations(JsonElement given)
    {
        if (!MayGive("profile.push"))
            return false;
        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > EventLimits.Installations)
            return No("profile.push", "The value is no list of installations.", $"An array of at most {EventLimits.Installations} objects.");
        foreach (var item in given.EnumerateArray())
        {
            if (!TryReadInstallation(item))
                return false;
        }

        return true;
    }

    private bool TryReadInstallation(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object
            || Text(item, "id") is not { Length: >= 1 and <= 100 } id
            || Text(item, "platform") is not ("fcm" or "apns")
            || Text(item, "token") is not (null or { Length: >= 1 and <= EventLimits.Token }))
        {
            return No("profile.push", "An installation is not of the form expected.",
                $"id (1 to 100 characters), platform (fcm or apns), token (1 to {EventLimits.Token} characters, or null once removed), at.");
        }

        var when = at;
        if (item.TryGetProperty("at"u8, out var dated))
        {
            if (reader.ReadInstant(dated, "profile.push.at") is not { } read)
                return false;
            when = read;
        }

        _installations.Add(new(id, Text(item, "platform")!, Text(item, "token"), when));
        return true;
    }

    private bool TryUnwrap(string path, JsonElement given, out JsonElement value, out DateTimeOffset when)
    {
        (value, when) = (given, at);
        if (given.ValueKind != JsonValueKind.Object)
            return true;
        if (!given.TryGetProperty("value"u8, out value) || !given.TryGetProperty("at"u8, out var dated))
            return No(path, "The object lacks value or at.", "A plain value, or an object with value and at.");
        if (reader.ReadInstant(dated, path + ".at") is not { } read)
            return false;
        when = read;
        return true;
    }

    private bool MayGive(string path) => reader.Rules.Trust == SourceTrust.Full
        || No(path, "The source's key is of low trust.", "Addresses, installations and consent come from a trusted source only.");

    private bool No(string path, string reason, string allowed) => reader.Refuse<object>(path, reason, allowed) is not null;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
