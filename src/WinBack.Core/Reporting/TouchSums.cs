using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Counts hand-overs, and what became of them.</summary>
internal static class TouchSums
{
    public static void AddHandOver(SortedDictionary<string, TouchCount> counts, Fact fact, bool isNew)
    {
        if (!isNew)
            return;
        var (key, count) = Find(counts, fact);
        counts[key] = (fact.Kind, fact.Answer) switch
        {
            (FactKind.WouldSend, _) => count with { WouldSend = count.WouldSend + 1 },
            (_, AttemptState.Accepted) => count with { Accepted = count.Accepted + 1 },
            (_, AttemptState.Refused) => count with { Refused = count.Refused + 1 },
            (_, AttemptState.Unknown) => count with { Unknown = count.Unknown + 1 },
            _ => throw new InvalidOperationException($"No provider answers {fact.Answer}."),
        };
    }

    public static void AddReaction(SortedDictionary<string, TouchCount> counts, Fact fact, bool isNew)
    {
        if (!isNew || fact.ByMachine)
            return;
        var (key, count) = Find(counts, fact);
        counts[key] = fact.Kind switch
        {
            FactKind.Delivered => count with { Delivered = count.Delivered + 1 },
            FactKind.Undelivered => count with { Undelivered = count.Undelivered + 1 },
            FactKind.Complained => count with { Complained = count.Complained + 1 },
            FactKind.Opened => count with { Opened = count.Opened + 1 },
            _ => count with { Clicked = count.Clicked + 1 },
        };
    }

    /// <summary>The counts of one arm, by touch and channel.</summary>
    public static IReadOnlyList<TouchCount> Of(Rollup sums, Arm arm) =>
        [.. sums.Touches.Where(each => CellKey.Parse(each.Key).Arm == arm).Select(each => each.Value).OrderBy(each => each.Touch, StringComparer.Ordinal).ThenBy(each => each.Channel)];

    private static (string Key, TouchCount Count) Find(SortedDictionary<string, TouchCount> counts, Fact fact)
    {
        var key = CellKey.Of(fact.Arm, 0, $"{AttemptKey.Name(fact.Channel!.Value)}|{fact.Touch}").Text;
        return (key, counts.GetValueOrDefault(key) ?? new() { Touch = fact.Touch!, Channel = fact.Channel.Value });
    }
}
