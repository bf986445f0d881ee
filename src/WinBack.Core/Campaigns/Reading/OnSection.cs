namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>on</c>: the event at which a user enters, in place of <c>lapse</c>.</summary>
internal static class OnSection
{
    public static readonly string[] Keys = ["event", "after", "unless", "where", "within"];

    public static readonly string[] WhereKeys = ["property", .. FieldSection.Comparisons];

    private const int MostConditions = 10;

    public static EventTrigger? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } on)
            return null;
        var type = on.Require("event", "the event type at which a user enters, such as subscription_cancelled")?.EventType();
        var after = on.Find("after")?.Length(TimeSpan.Zero, TimeSpan.FromDays(365));
        var unless = on.Find("unless") is { } given ? Unless(given, type) : [];
        var where = new List<Condition.Field>();
        foreach (var item in on.Find("where")?.Items(1, MostConditions, $"a list of 1 to {MostConditions} conditions on the event's properties") ?? [])
        {
            if (item.Section(WhereKeys) is { } condition)
                where.AddRange(FieldSection.OfProperty(condition));
        }

        var within = on.Find("within")?.Length(TimeSpan.FromMinutes(10), TimeSpan.FromDays(90));
        if (type is null)
            return null;
        var trigger = new EventTrigger(type, after ?? Threshold.Zero, unless) { Where = where };
        return within is null ? trigger : trigger with { Within = within };
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
