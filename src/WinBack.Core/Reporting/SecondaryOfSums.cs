using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>The parts of a report beside its primary lift.</summary>
internal static class SecondaryOfSums
{
    public static LaterLift? Later(ArmStrata arms)
    {
        var (treatment, holdout) = (arms.Sum(Arm.Treatment), arms.Sum(Arm.Holdout));
        if (treatment.Later.Count + holdout.Later.Count == 0)
            return null;
        var (t, h) = (treatment.Clusters, holdout.Clusters);
        // Over several shares an arm's mix of them differs from the other's, and so may its rates without any effect.
        return arms.ByShare.Count(each => each.Treatment.Later.Count + each.Holdout.Later.Count > 0) > 1
            ? new($"{Populations.Later} {Populations.LaterOfShares}", t.Persons + h.Persons, treatment.Later.ToSum(), holdout.Later.ToSum(), null, null, null)
            : new(
                Populations.Later, t.Persons + h.Persons, treatment.Later.ToSum(), holdout.Later.ToSum(),
                Difference(t, h, each => each.Returned), Difference(t, h, each => each.Converted), Difference(t, h, each => each.Revenue));
    }

    public static AfterwardsLift? Afterwards(Rollup? followed)
    {
        var arms = ArmStrata.Of([.. (followed ?? new()).Arms.Select(each => (CellKey.Parse(each.Key), each.Value))]);
        if (!arms.Any(cell => cell.FollowUp.Count))
            return null;
        return new(
            Populations.Afterwards, Of(arms.Sum(Arm.Treatment).FollowUp), Of(arms.Sum(Arm.Holdout).FollowUp),
            Rates(each => each.Second), Means(each => each.PurchasesPerUser), Means(each => each.Revenue30PerUser), Means(each => each.Revenue90PerUser), Rates(each => each.LapsedAgain));

        RateLift Rates(Func<FollowSums, long> count) => Strata.Of(
            [.. arms.ByShare.Select(each => (new Proportion(count(each.Treatment.FollowUp), each.Treatment.FollowUp.Count), new Proportion(count(each.Holdout.FollowUp), each.Holdout.FollowUp.Count)))]);
        MeanLift Means(Func<FollowSums, Moments> mean) => Strata.Of([.. arms.ByShare.Select(each => (mean(each.Treatment.FollowUp), mean(each.Holdout.FollowUp)))]);
    }

    /// <summary>By the share of those whom no campaign contacts; shares without any such person say nothing.</summary>
    public static ProgrammeLift? Programme(Rollup sums, string population = Populations.Programme)
    {
        var strata = sums.Programme.Select(each => (Key: CellKey.Parse(each.Key), each.Value)).GroupBy(each => each.Key.Share).OrderBy(each => each.Key)
            .Select(each => (Contacted: each.FirstOrDefault(cell => cell.Key.Arm != Arm.Global).Value ?? new(), Global: each.FirstOrDefault(cell => cell.Key.Arm == Arm.Global).Value ?? new()))
            .Where(each => each.Global.Count > 0).ToList();
        if (strata.Count == 0)
            return null;
        OutcomeSums contacted = new(), global = new();
        foreach (var each in strata)
        {
            contacted.Add(each.Contacted);
            global.Add(each.Global);
        }

        return new(
            population, contacted.ToSum(), global.ToSum(),
            Strata.Of([.. strata.Select(each => (each.Contacted.ReturnRate, each.Global.ReturnRate))]),
            Strata.Of([.. strata.Select(each => (each.Contacted.ConversionRate, each.Global.ConversionRate))]),
            Strata.Of([.. strata.Select(each => (each.Contacted.RevenuePerUser, each.Global.RevenuePerUser))]));
    }

    private static Afterwards Of(FollowSums sums) => new(sums.Count, sums.Second, sums.Purchases, sums.Revenue30, sums.Revenue90, sums.LapsedAgain);

    private static Estimate? Difference(ClusterSums treated, ClusterSums control, Func<ClusterSums, ClusterMetric> of) =>
        treated.Persons == 0 || control.Persons == 0 ? null : ClusterRobust.Difference(Moments(treated, of(treated)), Moments(control, of(control)));

    private static RatioMoments Moments(ClusterSums sums, ClusterMetric metric) =>
        RatioMoments.OfSums(sums.Persons, metric.Sum, sums.Enrolments, metric.Squared, sums.EnrolmentsSquared, metric.Products);
}
