using System.Text.Json;
using WinBack.Core.Events;

namespace WinBack.Core.Lapse;

/// <summary>Finds the items that an event is about.</summary>
internal static class ItemIds
{
    /// <summary>Items of one event that are looked at; of more, the first.</summary>
    public const int MostOfAnEvent = 50;

    // Where shops list what an order or a cart holds.
    private static readonly string[] Lists = ["items", "products"];

    /// <summary>The item named by a property at the top level, and those in a list of them, each a text or an object with that property.</summary>
    /// <param name="properties">Of the event; an object.</param>
    /// <param name="property">Name of the property that holds an item's id.</param>
    public static IEnumerable<string> In(JsonElement properties, string property)
    {
        if (properties.TryGetProperty(property, out var own) && Id(own) is { } named)
            yield return named;
        foreach (var list in Lists)
        {
            if (!properties.TryGetProperty(list, out var given) || given.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var item in given.EnumerateArray().Take(MostOfAnEvent))
            {
                if (Id(item.ValueKind == JsonValueKind.Object && item.TryGetProperty(property, out var inner) ? inner : item) is { } id)
                    yield return id;
            }
        }
    }

    // Shops that number their items post numbers here and texts there.
    private static string? Id(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return text is { Length: >= 1 and <= ItemState.LongestItem } ? text : null;
    }
}
