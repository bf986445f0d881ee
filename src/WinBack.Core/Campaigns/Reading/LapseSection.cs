namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>lapse</c>: when a user counts as lapsed, by one silence or by several under <c>all</c> or <c>any</c>.</summary>
internal static class LapseSection
{
    public static readonly string[] Keys = ["after", "since", "neverActive", "segments", "rhythm", "atRisk", "all", "any"];

    /// <summary>Keys of one of several silences.</summary>
    public static readonly string[] PartKeys = ["after", "since", "neverActive", "segments", "rhythm"];

    public static readonly string[] SegmentKeys = ["when", "after", "name"];

    public static readonly string[] RhythmKeys = ["of", "quantile", "times", "floor", "ceiling", "minGaps"];

    private const int MostParts = 5;
    private const int MostSegments = 10;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1825);

    public static LapseRule? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } lapse)
            return null;
        var atRisk = lapse.Find("atRisk")?.Share(0.99);
        if (atRisk < 0.1)
            lapse.Find("atRisk")!.Refuse("a share from 0.1 to 0.99, or from 10% to 99%, of the threshold");
        var rule = lapse.Find("all") is null && lapse.Find("any") is null ? One(lapse) is { } only ? new LapseRule(LapseJoin.All, [only]) : null : Several(lapse);
        return rule is null ? null : rule with { AtRisk = atRisk };
    }

    private static LapseRule? Several(Section lapse)
    {
        if (lapse.Find("all") is not null && lapse.Find("any") is not null)
        {
            lapse.Refuse("all and any", "one of them");
            return null;
        }

        var join = lapse.Find("all") is not null ? "all" : "any";
        foreach (var stray in PartKeys.Where(key => lapse.Find(key) is not null))
            lapse.Find(stray)!.Refuse($"{stray} beside {join}", $"only within each item of {join}");
        if (lapse.Find(join)!.Items(2, MostParts, $"a list of 2 to {MostParts} silences") is not { } items)
            return null;
        var parts = items.Select(item => item.Section(PartKeys) is { } part ? One(part) : null).OfType<SilenceRule>().ToList();
        return parts.Count < items.Count ? null : new(join == "all" ? LapseJoin.All : LapseJoin.Any, parts);
    }

    private static SilenceRule? One(Section section)
    {
        var after = section.Require("after", "how long after the last activity, such as P90D")?.Length(Shortest, Longest);
        var since = section.Require("since", "the event types that count as activity, or any")?.EventTypes();
        var neverActive = section.Find("neverActive")?.Choice(("exclude", NeverActive.Exclude), ("fromFirstSeen", NeverActive.FromFirstSeen));
        var segments = Segments(section.Find("segments"));
        var rhythm = section.Find("rhythm")?.Then(ReadRhythm);
        return after is null || since is null ? null : new(after, since, neverActive ?? NeverActive.Exclude) { Segments = segments, Rhythm = rhythm };
    }

    private static List<LapseSegment> Segments(YamlField? field)
    {
        var segments = new List<LapseSegment>();
        foreach (var item in field?.Items(1, MostSegments, $"a list of 1 to {MostSegments} segments") ?? [])
        {
            if (item.Section(SegmentKeys) is not { } section)
                continue;
            var when = section.Require("when", "a condition, as under audience")?.Then(AudienceSection.Read);
            var after = section.Require("after", "their threshold, such as P60D")?.Length(Shortest, Longest);
            if (when is not null && after is not null)
                segments.Add(new(when, after) { Name = section.Find("name")?.Id(40) });
        }

        return segments;
    }

    private static Rhythm? ReadRhythm(YamlField field)
    {
        if (field.Section(RhythmKeys) is not { } rhythm)
            return null;
        var unlessSaid = new Rhythm();
        var floor = rhythm.Find("floor")?.Length(TimeSpan.FromDays(1), Longest);
        var ceiling = rhythm.Find("ceiling")?.Length(TimeSpan.FromDays(1), Longest);
        if (floor is not null && ceiling is not null && ceiling.Approximate < floor.Approximate)
            rhythm.Find("ceiling")!.Refuse($"{ceiling}, which is below the floor of {floor}", "a ceiling not below the floor");
        return new(rhythm.Find("quantile")?.Number(0.5, 0.99) ?? unlessSaid.Quantile, rhythm.Find("times")?.Number(1, 10) ?? unlessSaid.Times)
        {
            Of = rhythm.Find("of")?.Choice(("own", Campaigns.RhythmOf.Own), ("base", Campaigns.RhythmOf.Base)) ?? unlessSaid.Of,
            Floor = floor,
            Ceiling = ceiling,
            MinGaps = rhythm.Find("minGaps")?.Whole(2, Users.ActiveDays.Most - 1) ?? unlessSaid.MinGaps,
        };
    }
}
