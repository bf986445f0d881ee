using MathNet.Numerics;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>How any part of a table is compared; what it is given are the sums of that part's arms, in the order of <paramref name="arms"/>.</summary>
/// <param name="metrics">What is compared.</param>
/// <param name="arms">The control first.</param>
/// <param name="shares">Probability of each.</param>
/// <param name="sequence">Of the always-valid intervals.</param>
internal sealed class Population(IReadOnlyList<Metric> metrics, string[] arms, double[] shares, ConfidenceSequence sequence)
{
    /// <summary>What each arm adds up to.</summary>
    public IReadOnlyList<TableArm> Arms(MetricSums[] sums) =>
        [.. sums.Select((arm, i) => new TableArm(arms[i], arm.Users, shares[i], [.. metrics.Select((metric, j) => Sum(metric, arm, j))]))];

    /// <summary>Every arm against the control, and then, if wanted, every other pair.</summary>
    public IReadOnlyList<Contrast> Contrasts(MetricSums[] sums, bool everyPair) =>
    [
        .. from metric in Enumerable.Range(0, metrics.Count)
           from against in Enumerable.Range(0, everyPair ? arms.Length : 1)
           from arm in Enumerable.Range(against + 1, arms.Length - against - 1)
           select Of(sums, metric, arm, against),
    ];

    /// <summary>Whether the arms came out as drawn.</summary>
    /// <param name="sums">Of each arm.</param>
    /// <param name="alarm">Below this always-valid p-value they did not.</param>
    public TableAssignment Check(MetricSums[] sums, double alarm)
    {
        long[] counts = [.. sums.Select(arm => arm.Users)];
        var check = SequentialAssignmentCheck.Of([new DrawStratum(counts, shares)]);
        return new(check.PValue, Pearson(counts), alarm, check.PValue is not { } p || p >= alarm);
    }

    // K. Pearson, Phil. Mag. 50 (1900) 157–175.
    private double? Pearson(long[] counts)
    {
        var users = counts.Sum();
        if (users == 0 || arms.Length < 2)
            return null;
        var square = counts.Zip(shares, (count, share) => (count - (users * share)) * (count - (users * share)) / (users * share)).Sum();
        return square == 0 ? 1 : SpecialFunctions.GammaUpperRegularized((arms.Length - 1) / 2.0, square / 2);
    }

    private Contrast Of(MetricSums[] sums, int metric, int arm, int against) => metrics[metric].Kind == MetricKind.Converted
        ? new RateContrast(metrics[metric], arms[arm], arms[against], sums[arm].Rate(metric), sums[against].Rate(metric), sequence)
        : new MeanContrast(metrics[metric], arms[arm], arms[against], sums[arm][metric], sums[against][metric], sequence);

    private static MetricSum Sum(Metric metric, MetricSums arm, int index)
    {
        var sum = arm[index].Mean * arm.Users;
        if (arm.Users == 0)
            return new(metric.Name, metric.Kind, 0, null, null);
        return metric.Kind == MetricKind.Converted
            ? new(metric.Name, metric.Kind, arm.Rate(index).Successes, arm.Rate(index).Value, arm.Rate(index).Wilson())
            : new(metric.Name, metric.Kind, sum, arm[index].Mean, Welch.Mean(arm[index]));
    }
}
