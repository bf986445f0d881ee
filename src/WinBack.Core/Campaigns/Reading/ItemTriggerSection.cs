using WinBack.Core.Events;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>on.priceDrop</c> and <c>on.backInStock</c>: news of an item that enters those who looked at it.</summary>
internal static class ItemTriggerSection
{
    public static readonly string[] BackInStockKeys = ["of", "within", "item"];

    public static readonly string[] PriceDropKeys = ["of", "within", "atLeast", "item"];

    /// <summary>By which key of <c>on</c> each is written, and the type of its events.</summary>
    public static readonly (string Key, string Type)[] Kinds = [("priceDrop", ItemEvent.PriceDrop), ("backInStock", ItemEvent.BackInStock)];

    private const int Within = 30;
    private const decimal AtLeast = 10;
    private const double LeastFall = 0.01;
    private const double MostFall = 0.9;

    /// <summary>Whom it enters, and what must hold of the news; null, and reported, when nothing can be made of it.</summary>
    public static (ItemTrigger Item, IReadOnlyList<Condition.Field> Where)? Read(YamlField field, string type)
    {
        if (field.Section(type == ItemEvent.PriceDrop ? PriceDropKeys : BackInStockKeys) is not { } given)
            return null;
        var of = given.Require("of", "the event types that count as a look at an item, such as [viewed, added_to_cart]");
        var types = of?.EventTypes() ?? [];
        if (of?.Value is YamlValue.Scalar { Text: "any" })
            of.Refuse("any, and not every event is a look at an item", "event types");
        var within = given.Find("within")?.Days(1, ItemTrigger.LongestWithin) ?? Within;
        var property = given.Find("item")?.Line(EventLimits.AttributeName) ?? ItemEvent.Item;
        Condition.Field[] where = type == ItemEvent.PriceDrop
            ? [new(ItemEvent.Percent, Comparison.AtLeast, [Users.FieldValue.Of(Fall(given.Find("atLeast")))])]
            : [];
        return (new(types, within, property), where);
    }

    /// <summary>Reports what does not fit what stands elsewhere in the file.</summary>
    public static void Check(Section file, EventTrigger? on, string? goal, Findings findings)
    {
        if (on?.Item is not { } item)
            return;
        if (goal is not null && item.Of.Contains(goal, StringComparer.Ordinal))
            file.Find("on")!.Refuse($"{YamlValue.Quoted(goal)} among the looks, and it is the goal", "other types: who has bought the item is not told of it");
        var known = ItemEvent.Properties(on.Event);
        foreach (var (name, field) in findings.OfTrigger.Where(each => !known.Contains(each.Key, StringComparer.Ordinal)))
            field.Refuse($"{{{{trigger.{name}}}}}", $"{string.Join(", ", known.Select(each => $"{{{{trigger.{each}}}}}"))}{Nearest.Hint(name, known)}");
        foreach (var name in on.Where.Select(each => each.Path).Where(path => !known.Contains(path, StringComparer.Ordinal)))
            file.Find("on")!.Refuse($"the property {YamlValue.Quoted(name)} under where", $"{string.Join(", ", known)}{Nearest.Hint(name, known)}");
    }

    private static decimal Fall(YamlField? field)
    {
        if (field?.Share(MostFall) is not { } share)
            return AtLeast;
        if (share < LeastFall)
            field.Refuse("a share from 0.01 to 0.9, or from 1% to 90%");
        return Math.Round((decimal)share * 100, 2);
    }
}
