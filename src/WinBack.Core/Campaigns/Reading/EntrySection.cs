namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>entry</c>: how fast people enter.</summary>
internal static class EntrySection
{
    public static readonly string[] Keys = ["maxPerDay", "ramp", "order", "notBeyond"];

    public static EntryRule? Read(YamlField? field)
    {
        if (field is null)
            return new();
        if (field.Section(Keys) is not { } entry)
            return null;
        var unlessSaid = new EntryRule();
        var maxPerDay = entry.Find("maxPerDay")?.Whole(1, 10_000_000);
        var ramp = entry.Find("ramp")?.Length(TimeSpan.FromDays(1), TimeSpan.FromDays(90));
        if (ramp is not null && entry.Find("maxPerDay") is null)
            entry.Find("ramp")!.Refuse("a ramp with no ceiling to grow to", "maxPerDay as well, or no ramp");
        if (ramp is { IsCalendar: false })
            entry.Find("ramp")!.Refuse("P1D to P90D: whole days, since the ceiling grows by the day");
        return new(
            maxPerDay,
            ramp,
            entry.Find("order")?.Choice(("freshest", EntryOrder.Freshest), ("oldest", EntryOrder.Oldest)) ?? unlessSaid.Order,
            entry.Find("notBeyond")?.Number(1, 100) ?? unlessSaid.NotBeyond);
    }
}
