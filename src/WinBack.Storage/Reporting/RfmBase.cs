using WinBack.Core.Campaigns;

namespace WinBack.Storage.Reporting;

/// <summary>How recently, how often and for how much the people of the base did one thing.</summary>
/// <param name="Event">Event type.</param>
/// <param name="Within">UTC days that count.</param>
/// <param name="Looked">Users looked at.</param>
/// <param name="Share">Share of all users that they are, 0 to 1; below 1 the numbers of <paramref name="Cells"/> are projected from it.</param>
/// <param name="People">Users among those looked at who did it, and whose row knows the latest days.</param>
/// <param name="Cuts">Their quintiles; null where there are fewer than <see cref="RfmCuts.LeastPeople"/>.</param>
/// <param name="Cells">People by recency and frequency as the cut points score them, of all users; empty without cut points.</param>
public sealed record RfmBase(string Event, int Within, long Looked, double Share, long People, RfmCuts? Cuts, IReadOnlyList<RfmCell> Cells)
{
    /// <summary>People by segment, in the order of <see cref="RfmRule.Words"/>.</summary>
    public IReadOnlyDictionary<string, long> Segments => RfmRule.Words.ToDictionary(
        word => word, word => Cells.Where(cell => RfmRule.Segment(cell.Recency, cell.Frequency) == word).Sum(cell => cell.People), StringComparer.Ordinal);
}

/// <summary>People of one pair of scores.</summary>
/// <param name="Recency">1 to 5.</param>
/// <param name="Frequency">1 to 5.</param>
/// <param name="People">How many.</param>
public sealed record RfmCell(int Recency, int Frequency, long People);
