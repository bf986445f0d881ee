namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Correction of many comparisons in one table: of those that are called different, no more than the rate is expected to be called so by chance. Holds for
/// independent comparisons and for those that tend to err together. Source: Y. Benjamini, Y. Hochberg, J. R. Statist. Soc. B 57 (1995) 289–300.
/// </summary>
internal static class BenjaminiHochberg
{
    /// <summary>Adjusted p-values: the smallest rate at which each comparison would still be called different, <c>min over k ≥ i of p₍ₖ₎·m/k</c>.</summary>
    /// <param name="values">P-values, each 0 to 1, in any order; null where nothing could be computed, which counts as no comparison.</param>
    /// <returns>In the same order; null where there was null.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One is no probability.</exception>
    internal static IReadOnlyList<double?> Adjusted(IReadOnlyList<double?> values)
    {
        if (values.Any(value => value is { } given and not (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(values), "A p-value lies between 0 and 1.");
        var adjusted = new double?[values.Count];
        int[] largestFirst = [.. Enumerable.Range(0, values.Count).Where(i => values[i] is not null).OrderByDescending(i => values[i])];
        var smallest = 1.0;
        for (var i = 0; i < largestFirst.Length; i++)
        {
            smallest = Math.Min(smallest, values[largestFirst[i]]!.Value * largestFirst.Length / (largestFirst.Length - i));
            adjusted[largestFirst[i]] = smallest;
        }

        return adjusted;
    }

    /// <summary>
    /// Level of the intervals to show beside adjusted p-values. For the <c>R</c> comparisons called different it is <c>1 − R·α/m</c>, and the expected share of
    /// those intervals that miss their truth is at most α; for the others <c>1 − (R + 1)·α/m</c>, at which their intervals contain zero. Source: Y. Benjamini,
    /// D. Yekutieli, J. Am. Stat. Assoc. 100 (2005) 71–81.
    /// </summary>
    /// <param name="comparisons">m, at least 1.</param>
    /// <param name="different">R, 0 to m: how many adjusted p-values are at or below α.</param>
    /// <param name="isDifferent">Whether the interval is of one of those.</param>
    /// <param name="level">1 − α, between 0 and 1.</param>
    internal static double Level(int comparisons, int different, bool isDifferent, double level = Confidence.Usual)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(comparisons, 1);
        if (different < (isDifferent ? 1 : 0) || different > comparisons)
            throw new ArgumentOutOfRangeException(nameof(different), different, $"Of {comparisons} comparisons.");
        var counted = isDifferent ? different : Math.Min(different + 1, comparisons);
        return 1 - ((1 - Confidence.Checked(level)) * counted / comparisons);
    }
}
