using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Reads the properties of an event that a campaign's trigger asks about. Only those at the top level, and only text, numbers, true and false.</summary>
internal static class TriggerMatch
{
    /// <summary>Whether an event of the trigger's type meets every condition. A refund is nothing the user did, and enters nobody.</summary>
    public static bool Holds(EventTrigger on, StoredEvent applied) =>
        !(applied.Value < 0) && (on.Item is not { } item || ItemLooks.Hold(item, applied)) && MeetsConditions(on, applied);

    /// <summary>Whether an event meets every condition of <c>where</c>, whoever it is about.</summary>
    public static bool MeetsConditions(EventTrigger on, StoredEvent applied)
    {
        for (var i = 0; i < on.Where.Count; i++)
        {
            if (!new FieldReading(Property(applied, on.Where[i].Path), IsLanguage: false).Holds(on.Where[i]))
                return false;
        }

        return true;
    }

    /// <summary>The event that would enter a user at an instant, from their history.</summary>
    public static ArmedTrigger? Latest(Campaign campaign, IEnumerable<StoredEvent> events, DateTimeOffset asOf)
    {
        var on = campaign.On!;
        return events.Where(given => given.Type == on.Event && given.At <= asOf && Holds(on, given))
            .OrderByDescending(given => given.At).ThenByDescending(given => given.Id, StringComparer.Ordinal)
            .Select(given => new ArmedTrigger(campaign.Id, given.Id, given.At) { Properties = Kept(on, given) }).FirstOrDefault();
    }

    /// <summary>The properties that an enrolment keeps, texts cut to what is allowed.</summary>
    public static IReadOnlyDictionary<string, FieldValue> Kept(EventTrigger on, StoredEvent applied)
    {
        var kept = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var name in on.Keep.Take(EventTrigger.MostKept))
        {
            if (Property(applied, name) is { } value)
                kept[name] = value.Text is { Length: > EventTrigger.LongestKept } text ? FieldValue.Of(Cut(text)) : value;
        }

        return kept;
    }

    // A character of two halves is kept whole or not at all.
    private static string Cut(string text) =>
        text[..(char.IsHighSurrogate(text[EventTrigger.LongestKept - 1]) ? EventTrigger.LongestKept - 1 : EventTrigger.LongestKept)];

    private static FieldValue? Property(StoredEvent applied, string name)
    {
        if (applied.Properties is { ValueKind: JsonValueKind.Object } properties && properties.TryGetProperty(name, out var given))
        {
            return given.ValueKind switch
            {
                JsonValueKind.String => FieldValue.Of(given.GetString()!),
                JsonValueKind.Number when given.TryGetDecimal(out var number) => FieldValue.Of(number),
                JsonValueKind.True or JsonValueKind.False => FieldValue.Of(given.GetBoolean()),
                _ => null,
            };
        }

        return name switch
        {
            "value" when applied.Value is { } value => FieldValue.Of(value),
            "currency" when applied.Currency is { } currency => FieldValue.Of(currency),
            _ => null,
        };
    }
}
