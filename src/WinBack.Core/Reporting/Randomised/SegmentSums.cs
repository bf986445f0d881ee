using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>One segment of a table while it is compared.</summary>
/// <param name="name">As the table calls it.</param>
/// <param name="population">How it is compared.</param>
/// <param name="sums">Of each arm.</param>
/// <param name="segments">How many there are: each may use its part of the alarms that are allowed.</param>
internal sealed class SegmentSums(string name, Population population, MetricSums[] sums, int segments)
{
    /// <summary>Every arm against the control.</summary>
    public IReadOnlyList<Contrast> Contrasts { get; } = population.Contrasts(sums, everyPair: false);

    /// <summary>The segment, its comparisons corrected as part of the comparisons of all segments.</summary>
    public TableSegment ToTableSegment(ComparisonFamily family, bool isTableBalanced)
    {
        var assignment = population.Check(sums, SequentialAssignmentCheck.Alarm / segments);
        return new(
            name,
            sums.Sum(arm => arm.Users),
            population.Arms(sums),
            assignment,
            [.. Contrasts.Select(contrast => family.ToComparison(contrast, isTableBalanced && assignment.IsBalanced))]);
    }
}
