namespace WinBack.Core.Campaigns;

/// <summary>Cut points of the three scores, each four rising numbers; see <see cref="RfmRule"/> for which side a number on one falls.</summary>
public sealed record RfmCuts(IReadOnlyList<decimal> Recency, IReadOnlyList<decimal> Frequency, IReadOnlyList<decimal> Monetary)
{
    /// <summary>With fewer people a fifth of them is a handful, and the next handful would be cut elsewhere.</summary>
    public const int LeastPeople = 100;

    /// <summary>
    /// The quintiles: each score is held by a fifth of the people, as nearly as equal numbers allow. Where more than a fifth share one number, as many do
    /// who did it once, the next cut point is the next whole number, so that the scores above keep their meaning.
    /// </summary>
    /// <param name="people">Everybody who did it, or a fair sample, in any order.</param>
    /// <returns>Null below <see cref="LeastPeople"/>.</returns>
    public static RfmCuts? Of(IReadOnlyCollection<RfmSample> people) => people.Count < LeastPeople ? null : new(
        UpTo([.. people.Select(each => (decimal)each.Days).Order()]),
        From([.. people.Select(each => (decimal)each.Count).Order()]),
        From([.. people.Select(each => Math.Max(0, each.Value)).Order()]));

    // A cut point of recency belongs to the better score: the last of each fifth.
    private static decimal[] UpTo(decimal[] rising) => Rising(fifth => rising[(int)(((long)fifth * rising.Length + RfmRule.Cuts) / (RfmRule.Cuts + 1)) - 1]);

    // One of the others belongs to the score above: the first behind each fifth.
    private static decimal[] From(decimal[] rising) => Rising(fifth => rising[(int)((long)fifth * rising.Length / (RfmRule.Cuts + 1))]);

    private static decimal[] Rising(Func<int, decimal> quantile)
    {
        var cuts = new decimal[RfmRule.Cuts];
        for (var i = 0; i < cuts.Length; i++)
        {
            cuts[i] = decimal.Round(quantile(i + 1), 2);
            if (i > 0 && cuts[i] <= cuts[i - 1])
                cuts[i] = decimal.Floor(cuts[i - 1]) + 1;
        }

        return cuts;
    }
}

/// <summary>What the scores of one person are told from.</summary>
/// <param name="Days">Whole days since the latest event.</param>
/// <param name="Count">Events in the days that count.</param>
/// <param name="Value">Sum of their values; refunds may bring it below zero.</param>
public readonly record struct RfmSample(int Days, int Count, decimal Value);
