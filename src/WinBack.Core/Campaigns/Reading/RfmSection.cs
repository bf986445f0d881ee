using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>rfm</c>: what the fields <c>rfm.…</c> mean in this file.</summary>
internal static class RfmSection
{
    public static readonly string[] Keys = ["event", "within", "recency", "frequency", "monetary"];

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
        var recency = section.Require("recency", "days since the latest event: " + Allowed)?.Then(Cuts);
        var frequency = section.Require("frequency", "numbers of events: " + Allowed)?.Then(Cuts);
        var monetary = section.Require("monetary", "sums of values: " + Allowed)?.Then(Cuts);
        return type is null || recency is null || frequency is null || monetary is null ? null : new(type, within, recency, frequency, monetary);
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
