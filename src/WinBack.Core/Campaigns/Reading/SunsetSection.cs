namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>sunset</c>: when to stop asking somebody who never answers.</summary>
internal static class SunsetSection
{
    public static readonly string[] Keys = ["after", "lastTouch"];

    /// <summary>Reads a number of episodes alone, or with the touch that is kept for the last.</summary>
    /// <param name="field">What to read.</param>
    /// <param name="touches">The campaign's; null when they could not be read.</param>
    public static SunsetRule? Read(YamlField field, IReadOnlyList<Touch>? touches)
    {
        if (field.Value is YamlValue.Scalar { Text: "never" })
            return SunsetRule.Never;
        if (field.Value is YamlValue.Scalar)
            return field.Whole(1, SunsetRule.Most) is { } alone ? new(alone) : null;
        if (field.Section(Keys) is not { } section)
            return null;
        var after = section.Require("after", $"1 to {SunsetRule.Most} episodes")?.Whole(1, SunsetRule.Most);
        var last = section.Find("lastTouch")?.Id(30);
        if (last is not null && touches is not null && touches.All(touch => touch.Id != last))
            section.Find("lastTouch")!.Refuse($"{YamlValue.Quoted(last)}, which is no touch of this campaign", string.Join(", ", touches.Select(touch => touch.Id)));
        if (last is not null && touches is [{ } only] && only.Id == last && after > 1)
            section.Find("lastTouch")!.Refuse("the only touch", "another touch beside it; else every episode before the last would say nothing");
        return after is { } episodes ? new(episodes, last) : null;
    }
}
