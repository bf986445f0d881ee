using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Everybody's rhythm: how often each gap between days of activity occurs in the base, of each user the latest 24 at most.</summary>
public static class BaseGaps
{
    /// <summary>Longest gap that is told from longer ones, in days: so many numbers a count has at most.</summary>
    public const int LongestDays = 730;

    /// <summary>With fewer gaps than this the fixed threshold stands.</summary>
    public const int Fewest = 100;

    /// <summary>Silences of active campaigns whose threshold waits for being measured.</summary>
    public static IEnumerable<(Campaign Campaign, int Part)> Wanted(CampaignSet campaigns) =>
        from campaign in campaigns.Active
        where campaign.Lapse is not null
        from part in Enumerable.Range(0, campaign.Lapse!.Parts.Count)
        where campaign.Lapse!.Parts[part].IsBeingMeasured
        select (campaign, part);

    /// <summary>Adds the gaps of one user.</summary>
    /// <param name="counts">By days.</param>
    /// <param name="activity">The user's activity.</param>
    /// <param name="part">The silence that is measured.</param>
    public static void Add(IDictionary<int, long> counts, ActivitySummary activity, SilenceRule part)
    {
        Span<int> gaps = stackalloc int[ActiveDays.Most];
        foreach (var gap in gaps[..ThresholdOf.OwnGaps(activity, part.Since, gaps)])
        {
            var days = Math.Min(gap, LongestDays);
            counts[days] = (counts.TryGetValue(days, out var count) ? count : 0) + 1;
        }
    }

    /// <summary>The gap that the share of gaps does not exceed, by nearest rank; 0 with fewer than <see cref="Fewest"/>.</summary>
    public static int Gap(IReadOnlyDictionary<int, long> counts, double quantile)
    {
        var all = counts.Values.Sum();
        if (all < Fewest)
            return 0;
        var rank = (long)Math.Ceiling(Math.Round(quantile * all, 6));
        foreach (var (days, count) in counts.OrderBy(pair => pair.Key))
        {
            rank -= count;
            if (rank <= 0)
                return days;
        }

        throw new InvalidOperationException("The share of all gaps is among them.");
    }
}
