using System.Text.Json;

namespace WinBack.Core.Events;

/// <summary>Reads what <c>profile.consent</c> says about one channel: one consent, or a list with each purpose once.</summary>
internal sealed class ConsentReader(EventReader reader, DateTimeOffset at)
{
    private const string Form = "An object with given (true or false), source (text of 1 to 100 characters), at, textVersion (the same) and purpose ("
        + ConsentPurpose.Allowed + "); or a list of such objects, each purpose once.";

    // One of each purpose a person may have, the default one, and one that names none.
    private static readonly int Most = EventLimits.Purposes + 2;

    public Dictionary<string, GivenConsent> Unnamed { get; } = new(StringComparer.Ordinal);

    public List<GivenPurposeConsent> Named { get; } = [];

    public bool TryRead(string channel, JsonElement given, string path)
    {
        if (given.ValueKind != JsonValueKind.Array)
            return TryReadOne(channel, given, path);
        if (given.GetArrayLength() is 0 || given.GetArrayLength() > Most)
            return No(path, $"The list has {given.GetArrayLength()} consents.", $"1 to {Most}.");
        foreach (var each in given.EnumerateArray())
        {
            if (!TryReadOne(channel, each, path))
                return false;
        }

        return true;
    }

    private bool TryReadOne(string channel, JsonElement given, string path)
    {
        if (given.ValueKind != JsonValueKind.Object
            || !given.TryGetProperty("given"u8, out var said) || said.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
            || Text(given, "source") is not { Length: >= 1 and <= 100 } source
            || (given.TryGetProperty("textVersion"u8, out _) && Text(given, "textVersion") is not { Length: >= 1 and <= 100 })
            || (given.TryGetProperty("purpose"u8, out _) && !ConsentPurpose.IsOne(Text(given, "purpose"))))
            return No(path, "The consent is not of the form expected.", Form);
        var when = at;
        if (given.TryGetProperty("at"u8, out var dated))
        {
            if (reader.ReadInstant(dated, path + ".at") is not { } read)
                return false;
            when = read;
        }

        var consent = new GivenConsent(said.GetBoolean(), when, source, Text(given, "textVersion"));
        if (Text(given, "purpose") is not { } purpose)
            return Unnamed.TryAdd(channel, consent) || No(path, "Two consents name no purpose.", Form);
        if (Named.Exists(each => each.Channel == channel && each.Purpose == purpose))
            return No(path, "Two consents name the same purpose.", Form);
        Named.Add(new(channel, purpose, consent));
        return true;
    }

    private bool No(string path, string reason, string allowed) => reader.Refuse<object>(path, reason, allowed) is not null;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
