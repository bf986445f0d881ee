namespace WinBack.Core.Campaigns;

/// <summary>Cut points of the three scores, each four rising numbers; see <see cref="RfmRule"/> for which side a number on one falls.</summary>
public sealed record RfmCuts(IReadOnlyList<decimal> Recency, IReadOnlyList<decimal> Frequency, IReadOnlyList<decimal> Monetary)
{
    /// <summary>With fewer people a fifth of them is a handful, and the next handful would be cut elsewhere.</summary>
    public const int LeastPeople = 100;

    /// <summary>
    /// The quintiles: each score is held by a fifth of the people, as nearly as equal numbers allow. Where more than a fifth share one number, as many do
    /// who did it once, the next cut point is the next whole number, so that the scores above keep their meaning. Score 1 is never empty for that: the least
    /// frequency and sum, and the longest silence from four days on, always score 1.
    /// </summary>
    /// <param name="people">Everybody who did it, or a fair sample, in any order.</param>
    /// <returns>Null below <see cref="LeastPeople"/>.</returns>
    public static RfmCuts? Of(IReadOnlyCollection<RfmSample> people) => people.Count < LeastPeople ? null : new(
        UpTo([.. people.Select(each => (decimal)each.Days).Order()]),
        From([.. people.Select(each => (decimal)each.Count).Order()]),
        From([.. people.Select(each => Math.Max(0, each.Value)).Order()]));

    // A cut point of recency belongs to the better score: the last of each fifth.
    private static decimal[] UpTo(decimal[] rising)
    {
        var cuts = Rising(fifth => rising[(int)(((long)fifth * rising.Length + RfmRule.Cuts) / (RfmRule.Cuts + 1)) - 1]);

        // Beyond the last is a 1: it stays below the longest silence, where four rising numbers from 0 on can.
        var most = rising[^1] - 1;
        for (var i = cuts.Length - 1; i >= 0 && rising[^1] >= RfmRule.Cuts; i--, most--)
            cuts[i] = most = Math.Min(cuts[i], most);
        return cuts;
    }

    // One of the others belongs to the score above: the first behind each fifth, and the first of them above the least there is.
    private static decimal[] From(decimal[] rising)
    {
        var least = Rounded(rising[0]);
        var above = rising.Select(Rounded).Where(each => each > least).Append(decimal.Floor(least) + 1).Min();
        return Rising(fifth => Math.Max(above, rising[(int)((long)fifth * rising.Length / (RfmRule.Cuts + 1))]));
    }

    private static decimal[] Rising(Func<int, decimal> quantile)
    {
        var cuts = new decimal[RfmRule.Cuts];
        for (var i = 0; i < cuts.Length; i++)
        {
            cuts[i] = Rounded(quantile(i + 1));
            if (i > 0 && cuts[i] <= cuts[i - 1])
                cuts[i] = decimal.Floor(cuts[i - 1]) + 1;
        }

        return cuts;
    }

    private static decimal Rounded(decimal number) => decimal.Round(number, 2);
}

/// <summary>What the scores of one person are told from.</summary>
/// <param name="Days">Whole days since the latest event.</param>
/// <param name="Count">Events in the days that count.</param>
/// <param name="Value">Sum of their values; refunds may bring it below zero.</param>
public readonly record struct RfmSample(int Days, int Count, decimal Value);
