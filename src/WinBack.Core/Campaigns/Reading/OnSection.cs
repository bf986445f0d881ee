using WinBack.Core.Events;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>on</c>: the event at which a user enters, in place of <c>lapse</c>.</summary>
internal static class OnSection
{
    public static readonly string[] Keys = ["event", "priceDrop", "backInStock", "after", "unless", "where", "within"];

    public static readonly string[] WhereKeys = ["property", .. FieldSection.Comparisons];

    private const int MostConditions = 10;

    public static EventTrigger? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } on)
            return null;
        var (type, item, where) = What(on);
        var after = on.Find("after")?.Length(TimeSpan.Zero, TimeSpan.FromDays(365));
        var unless = on.Find("unless") is { } given ? Unless(given, type) : [];
        foreach (var each in on.Find("where")?.Items(1, MostConditions, $"a list of 1 to {MostConditions} conditions on the event's properties") ?? [])
        {
            if (each.Section(WhereKeys) is { } condition)
                where.AddRange(FieldSection.OfProperty(condition));
        }

        var within = on.Find("within")?.Length(TimeSpan.FromMinutes(10), TimeSpan.FromDays(90));
        if (type is null)
            return null;
        var trigger = new EventTrigger(type, after ?? Threshold.Zero, unless) { Where = where, Item = item };
        return within is null ? trigger : trigger with { Within = within };
    }

    private static (string? Type, ItemTrigger? Item, List<Condition.Field> Where) What(Section on)
    {
        var given = ItemTriggerSection.Kinds.Where(kind => on.Find(kind.Key) is not null).ToList();
        if (given.Count + (on.Find("event") is null ? 0 : 1) > 1)
            on.Refuse(string.Join(" and ", given.Select(kind => kind.Key).Prepend("event").Where(key => on.Find(key) is not null)), "one of event, priceDrop, backInStock");
        if (given is [var (key, type), ..])
            return ItemTriggerSection.Read(on.Find(key)!, type) is var (item, where) ? (type, item, [.. where]) : (null, null, []);
        var field = on.Require("event", "the event type at which a user enters, such as subscription_cancelled; or priceDrop or backInStock");
        var named = field?.EventType();
        if (named is not null && ItemEvent.Is(named))
            field!.Refuse($"{YamlValue.Quoted(named)}, which is made here", $"{ItemTriggerSection.Kinds.First(kind => kind.Type == named).Key}: in place of event:");
        return (named, null, []);
    }

    private static IReadOnlyList<string> Unless(YamlField field, string? type)
    {
        if (field.Value is YamlValue.List { Items.Count: 0 })
            return [];
        if (field.EventTypes() is not { } types)
            return [];
        if (types.Count == 0)
            field.Refuse("any, which the event itself is", "event types, or [] for none");
        if (type is not null && types.Contains(type, StringComparer.Ordinal))
            field.Refuse($"{YamlValue.Quoted(type)}, the event itself", "others; a further one begins the time anew anyway");
        return types;
    }
}
