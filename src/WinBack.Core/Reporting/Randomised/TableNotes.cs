using System.Globalization;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>What to keep in mind when reading a comparison.</summary>
internal static class TableNotes
{
    public static IEnumerable<string> Of(TableDesign design, IEnumerable<string> arms, int compared, int comparedInSegments, bool isSegmented)
    {
        yield return "Each row counts as one user. A user with several rows makes every interval too narrow.";
        if (design.Shares is null)
            yield return "The arms are checked against equal shares, since no other were given.";
        foreach (var alike in arms.GroupBy(arm => string.Concat(arm.Where(sign => !char.IsWhiteSpace(sign))), StringComparer.OrdinalIgnoreCase).Where(alike => alike.Count() > 1))
            yield return $"These arms look alike, and each is taken for one by itself: {string.Join(", ", alike.Select(arm => $"'{arm}'"))}.";
        if (compared > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The first interval holds for one look, decided on beforehand; the always-valid one at every look, and is narrowest at {design.Expected:N0} users in two arms, which must not be chosen by what was seen.");
        }

        if (compared > 1 || comparedInSegments > 1)
            yield return "Verdicts and adjusted p-values are corrected for all comparisons of their table (Benjamini-Hochberg); always-valid ones are for each by itself.";
        if (isSegmented)
            yield return "Segments must have been known before the draw. What an arm may have changed, such as whether a message was opened, compares different people.";
    }
}
