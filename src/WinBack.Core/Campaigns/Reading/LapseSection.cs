namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>lapse</c>: when a user counts as lapsed.</summary>
internal static class LapseSection
{
    public static readonly string[] Keys = ["after", "since", "neverActive"];

    public static LapseRule? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } lapse)
            return null;
        var after = lapse.Require("after", "how long after the last activity, such as P90D")?.Length(TimeSpan.FromMinutes(1), TimeSpan.FromDays(1825));
        var since = lapse.Require("since", "the event types that count as activity, or any")?.EventTypes();
        var neverActive = lapse.Find("neverActive")?.Choice(("exclude", NeverActive.Exclude), ("fromFirstSeen", NeverActive.FromFirstSeen));
        return after is null || since is null ? null : new(after, since, neverActive ?? NeverActive.Exclude);
    }
}
