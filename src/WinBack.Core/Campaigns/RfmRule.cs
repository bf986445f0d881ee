using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>
/// How recently, how often and for how much a user did one thing, each scored from 1 to 5 by four cut points; the fifths of Hughes (Strategic Database
/// Marketing, 1994) where the cut points are the quintiles of the base. Only the latest days count, as <see cref="RecentSums"/> knows them.
/// </summary>
/// <param name="Event">The event type.</param>
/// <param name="Within">UTC days that count.</param>
/// <param name="Recency">Days since the latest event, rising: up to the first is a 5, beyond the last a 1.</param>
/// <param name="Frequency">Numbers of events, rising: below the first is a 1, from the last on a 5.</param>
/// <param name="Monetary">Sums of values, rising: as <paramref name="Frequency"/>.</param>
public sealed record RfmRule(string Event, int Within, IReadOnlyList<decimal> Recency, IReadOnlyList<decimal> Frequency, IReadOnlyList<decimal> Monetary)
{
    /// <summary>Cut points of each score.</summary>
    public const int Cuts = 4;

    /// <summary>Every segment, by recency and frequency.</summary>
    public static readonly IReadOnlyList<string> Words =
    [
        "champions", "loyal", "potential-loyalists", "new-customers", "promising", "need-attention", "about-to-sleep", "cannot-lose", "at-risk", "hibernating",
    ];

    /// <summary>Whether its cut points are those of the base, which are measured when the file is published; until then nobody has a score.</summary>
    public bool IsToBeMeasured => Recency.Count == 0;

    /// <summary>The three scores of a user; null for who never did it, and where the row does not know the latest days.</summary>
    /// <param name="user">The user.</param>
    /// <param name="now">The instant of asking.</param>
    public (int Recency, int Frequency, int Monetary)? Of(User user, DateTimeOffset now) =>
        IsToBeMeasured || Sample(user, Event, Within, now) is not { } sample ? null : Score(sample);

    /// <summary>The three scores of what is known of somebody.</summary>
    public (int Recency, int Frequency, int Monetary) Score(RfmSample sample) =>
        (5 - Passed(Recency, sample.Days, orAt: false), 1 + Passed(Frequency, sample.Count, orAt: true), 1 + Passed(Monetary, sample.Value, orAt: true));

    /// <summary>What a user's scores are told from; null for who has none.</summary>
    /// <param name="user">The user.</param>
    /// <param name="type">Event type.</param>
    /// <param name="within">UTC days that count.</param>
    /// <param name="now">The instant of asking.</param>
    public static RfmSample? Sample(User user, string type, int within, DateTimeOffset now)
    {
        if (user.Activity.ByType.GetValueOrDefault(type) is not { Last: { } last } activity || activity.Recent.IsEmpty)
            return null;
        var (count, value) = activity.Recent.Within(within, now);
        return new(Math.Max(0, (now - last).Days), count, value);
    }

    /// <summary>The segment of a recency and a frequency, one of <see cref="Words"/>: the ten fields of the grid in common use.</summary>
    public static string Segment(int recency, int frequency) => recency switch
    {
        5 => frequency >= 4 ? "champions" : frequency >= 2 ? "potential-loyalists" : "new-customers",
        4 => frequency >= 4 ? "loyal" : frequency >= 2 ? "potential-loyalists" : "promising",
        3 => frequency >= 4 ? "loyal" : frequency == 3 ? "need-attention" : "about-to-sleep",
        _ => frequency == 5 ? "cannot-lose" : frequency >= 3 ? "at-risk" : "hibernating",
    };

    private static int Passed(IReadOnlyList<decimal> cuts, decimal number, bool orAt)
    {
        var passed = 0;
        while (passed < cuts.Count && (orAt ? number >= cuts[passed] : number > cuts[passed]))
            passed++;
        return passed;
    }
}
