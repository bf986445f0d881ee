using NodaTime;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>at</c>, <c>window</c> and <c>days</c> of a touch.</summary>
internal static class TouchHoursSection
{
    public static readonly string[] WindowKeys = ["from", "to"];

    private static readonly TimeOnly[] Minutes = [.. Enumerable.Range(0, 24 * 60).Select(minute => new TimeOnly(minute / 60, minute % 60))];

    private static readonly (string Word, IsoDayOfWeek Day)[] Days =
    [
        ("mon", IsoDayOfWeek.Monday), ("tue", IsoDayOfWeek.Tuesday), ("wed", IsoDayOfWeek.Wednesday), ("thu", IsoDayOfWeek.Thursday),
        ("fri", IsoDayOfWeek.Friday), ("sat", IsoDayOfWeek.Saturday), ("sun", IsoDayOfWeek.Sunday),
    ];

    /// <summary>The hours of a touch; null for any.</summary>
    public static TouchHours? Read(Section touch)
    {
        var at = touch.Find("at")?.TimeOfDay();
        var window = touch.Find("window") is { } given ? Window(given) : null;
        if (touch.Find("at") is not null && touch.Find("window") is { } beside)
            beside.Refuse("window beside at", "one of the two: at plans the touch for that time, window lets it go out at any time within");
        var days = touch.Find("days") is { } named ? Named(named) : [];
        return at is null && window is null && days.Count == 0 ? null : new(days, at, window);
    }

    /// <summary>Refuses quiet hours that leave a touch no minute of its own: it would never be sent, and nobody would know before.</summary>
    public static void CheckAgainst(Section file, QuietHours? quiet, IReadOnlyList<Touch>? touches)
    {
        if (quiet is null || file.Find("quietHours") is not { } field)
            return;
        var night = new LocalWindow(quiet.From, quiet.To);
        foreach (var touch in touches ?? [])
        {
            var isNever = touch.Hours switch
            {
                { At: { } at } => night.Contains(at),
                { Window: { } window } => !Minutes.Any(minute => window.Contains(minute) && !night.Contains(minute)),
                _ => false,
            };
            if (isNever)
                field.Refuse($"hours that leave touch {touch.Id} none of its own", $"hours in which {touch.Id} may go out, or others for it");
        }
    }

    private static LocalWindow? Window(YamlField field)
    {
        if (field.Section(WindowKeys) is not { } section)
            return null;
        var from = section.Require("from", "the first minute it may go out, such as 17:00")?.TimeOfDay();
        var to = section.Require("to", "the first minute it may no longer, such as 20:00")?.TimeOfDay();
        if (from is null || to is null)
            return null;
        if (from != to)
            return new(from.Value, to.Value);
        section.Find("to")!.Refuse("the same time as from", "another time; leave window out for all day");
        return null;
    }

    private static HashSet<IsoDayOfWeek> Named(YamlField field)
    {
        var days = new HashSet<IsoDayOfWeek>();
        foreach (var item in field.Items(1, Days.Length, "a list of 1 to 7 of mon, tue, wed, thu, fri, sat, sun") ?? [])
        {
            if (item.Choice(Days) is { } day && !days.Add(day))
                item.Refuse($"{item.Value.Shown()} a second time", "each day once");
        }

        return days;
    }
}
