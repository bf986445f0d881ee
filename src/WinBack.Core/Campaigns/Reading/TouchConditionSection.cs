namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>if</c> of a touch: one condition or a list of them, about the person or about an earlier touch.</summary>
internal static class TouchConditionSection
{
    public static readonly string[] EarlierKeys = ["touch", "was"];

    private const int Most = 10;

    /// <summary>The condition.</summary>
    /// <param name="field">What to read.</param>
    /// <param name="before">Ids of the touches before this one.</param>
    public static TouchCondition? Read(YamlField field, IReadOnlyCollection<string> before)
    {
        if (field.Items(1, Most, $"a condition, or a list of 1 to {Most} that must all hold") is not { } items)
            return null;
        List<EngagementClause> earlier = [];
        List<Condition> about = [];
        foreach (var item in items)
        {
            if (item.Value is YamlValue.Map map && map.Entries.Any(entry => EarlierKeys.Contains(entry.Key.Text, StringComparer.Ordinal)))
            {
                if (Earlier(item, before) is { } clause)
                    earlier.Add(clause);
            }
            else if (AudienceSection.Read(item) is { } condition)
            {
                about.Add(condition);
            }
        }

        return new(earlier, about);
    }

    private static EngagementClause? Earlier(YamlField item, IReadOnlyCollection<string> before)
    {
        if (item.Section(EarlierKeys) is not { } section)
            return null;
        var touch = section.Require("touch", "the id of an earlier touch")?.Id(30);
        if (touch is not null && !before.Contains(touch))
        {
            var earlier = before.Where(id => id.Length > 0).ToArray();
            section.Find("touch")!.Refuse(
                YamlValue.Quoted(touch), earlier.Length == 0 ? "no touch stands before this one" : $"a touch that stands before this one: {string.Join(", ", earlier)}{Nearest.Hint(touch, earlier)}");
        }

        var was = section.Require("was", "opened, notOpened, clicked or notClicked")?.Choice(
            ("opened", Engagement.Opened), ("notOpened", Engagement.NotOpened), ("clicked", Engagement.Clicked), ("notClicked", Engagement.NotClicked));
        return touch is null || was is null ? null : new(touch, was.Value);
    }
}
