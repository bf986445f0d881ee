namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>stages</c>: what the field <c>stage</c> means in this file.</summary>
internal static class StagesSection
{
    public static readonly string[] Keys = ["since", "new", "atRisk", "lapsed", "sunset", "wonBack"];

    private const int Longest = 1825;

    public static StageRule? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } section)
            return null;
        var unlessSaid = new StageRule();
        var rule = new StageRule
        {
            Since = section.Find("since")?.EventTypes() ?? [],
            New = section.Find("new")?.Days(1, Longest) ?? unlessSaid.New,
            AtRisk = section.Find("atRisk")?.Days(1, Longest) ?? unlessSaid.AtRisk,
            Lapsed = section.Find("lapsed")?.Days(1, Longest) ?? unlessSaid.Lapsed,
            Sunset = section.Find("sunset")?.Days(1, Longest) ?? unlessSaid.Sunset,
            WonBack = section.Find("wonBack")?.Days(1, Longest) ?? unlessSaid.WonBack,
        };
        if (rule.AtRisk >= rule.Lapsed || rule.Lapsed >= rule.Sunset)
            section.Refuse($"atRisk P{rule.AtRisk}D, lapsed P{rule.Lapsed}D, sunset P{rule.Sunset}D", "each longer than the one before");
        return rule;
    }
}
