using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>rfm</c>: what the fields <c>rfm.…</c> mean in this file.</summary>
internal static class RfmSection
{
    private static readonly string[] Scores = ["recency", "frequency", "monetary"];

    public static readonly string[] Keys = ["event", "within", .. Scores, "cutPoints"];

    public static readonly string[] CutPointKeys = [.. Scores];

    /// <summary>The word for cut points that are measured when the file is published.</summary>
    public const string Base = "base";

    private const string Allowed = "4 numbers, each above the one before";
    private const int UnlessSaid = 365;

    /// <summary>The rule.</summary>
    /// <param name="field">What to read.</param>
    /// <param name="goal">The event type where the section names none.</param>
    public static RfmRule? Read(YamlField field, string? goal)
    {
        if (field.Section(Keys) is not { } section)
            return null;
        var type = section.Find("event") is { } named ? named.EventType() : goal;
        var within = section.Find("within")?.Days(1, RecentSums.LongestWindow) ?? UnlessSaid;
        var cuts = section.Find("cutPoints") is { } measured ? Measured(section, measured) : Numbers(section);
        return type is null || cuts is null ? null : new(type, within, cuts.Recency, cuts.Frequency, cuts.Monetary);
    }

    // What publication puts in the place of the word is read like what a person writes, so that a version says for ever by which numbers it judges.
    private static RfmCuts? Measured(Section rfm, YamlField field)
    {
        foreach (var name in Scores)
            rfm.Find(name)?.Refuse($"{name} beside cutPoints", "one or the other");
        if (field.Value is YamlValue.Scalar { Text: Base })
            return new([], [], []);
        if (field.Value is not YamlValue.Map)
        {
            field.Refuse(Base);
            return null;
        }

        return field.Section(CutPointKeys) is { } section ? Numbers(section) : null;
    }

    private static RfmCuts? Numbers(Section section)
    {
        var recency = section.Require("recency", "days since the latest event: " + Allowed)?.Then(Cuts);
        var frequency = section.Require("frequency", "numbers of events: " + Allowed)?.Then(Cuts);
        var monetary = section.Require("monetary", "sums of values: " + Allowed)?.Then(Cuts);
        return recency is null || frequency is null || monetary is null ? null : new(recency, frequency, monetary);
    }

    private static List<decimal>? Cuts(YamlField field)
    {
        if (field.Items(RfmRule.Cuts, RfmRule.Cuts, Allowed) is not { } items)
            return null;
        var cuts = new List<decimal>();
        foreach (var item in items)
        {
            if (item.Scalar(Allowed)?.Text is not { } text)
                continue;
            if (NumberReading.TryNumber(text, out var cut) && cut >= 0 && (cuts.Count == 0 || cut > cuts[^1]))
                cuts.Add(cut);
            else
                item.Refuse(Allowed);
        }

        return cuts.Count == RfmRule.Cuts ? cuts : null;
    }
}
