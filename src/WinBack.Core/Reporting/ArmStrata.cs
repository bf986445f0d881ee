using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Treatment and holdout of a rollup, by the share they were drawn with.</summary>
internal sealed class ArmStrata
{
    private readonly Dictionary<Arm, ArmCell> _sums = [];

    private ArmStrata(IReadOnlyList<(double Share, ArmCell Treatment, ArmCell Holdout)> byShare) => ByShare = byShare;

    public IReadOnlyList<(double Share, ArmCell Treatment, ArmCell Holdout)> ByShare { get; }

    public static ArmStrata Of(IReadOnlyList<(CellKey Key, ArmCell Cell)> cells)
    {
        var strata = new ArmStrata([.. cells.Where(each => each.Key.Arm != Arm.Global).GroupBy(each => each.Key.Share).OrderBy(each => each.Key).Select(each =>
            (each.Key, each.FirstOrDefault(cell => cell.Key.Arm == Arm.Treatment).Cell ?? new(), each.FirstOrDefault(cell => cell.Key.Arm == Arm.Holdout).Cell ?? new()))]);
        foreach (var (key, cell) in cells)
            strata.Sum(key.Arm).Add(cell);
        return strata;
    }

    /// <summary>All shares of an arm together.</summary>
    public ArmCell Sum(Arm arm)
    {
        if (!_sums.TryGetValue(arm, out var sum))
            _sums.Add(arm, sum = new());
        return sum;
    }

    public bool Any(Func<ArmCell, long> count) => ByShare.Any(each => count(each.Treatment) + count(each.Holdout) > 0);

    public CampaignLift Lift(Func<ArmCell, OutcomeSums> population) => new()
    {
        Confidence = Confidence.Usual,
        Return = Strata.Of([.. ByShare.Select(each => (population(each.Treatment).ReturnRate, population(each.Holdout).ReturnRate))]),
        Conversion = Strata.Of([.. ByShare.Select(each => (population(each.Treatment).ConversionRate, population(each.Holdout).ConversionRate))]),
        RevenuePerUser = Strata.Of([.. ByShare.Select(each => (population(each.Treatment).RevenuePerUser, population(each.Holdout).RevenuePerUser))]),
    };

    /// <summary>Whether as many were held out as the shares ask for.</summary>
    public AssignmentCheck Check(Func<ArmCell, long> count)
    {
        double expected = 0, variance = 0;
        foreach (var (share, treatment, holdout) in ByShare)
        {
            var all = count(treatment) + count(holdout);
            expected += all * share;
            variance += all * share * (1 - share);
        }

        return AssignmentCheck.Of(ByShare.Sum(each => count(each.Holdout)), expected, variance);
    }

    /// <summary>The same for those who look again and again.</summary>
    public SequentialAssignmentCheck CheckAlways(Func<ArmCell, long> count) => SequentialAssignmentCheck.Of(
        ByShare.Select(each => DrawStratum.OfHoldout(count(each.Holdout), count(each.Treatment) + count(each.Holdout), each.Share)));

    /// <summary>The primary population by share, of shares that have both arms: those a lift is measured on.</summary>
    public IReadOnlyList<(OutcomeSums Treatment, OutcomeSums Holdout)> Measured => Comparable(ByShare.Select(each => (each.Treatment.Primary, each.Holdout.Primary)));

    public static IReadOnlyList<(OutcomeSums Treatment, OutcomeSums Holdout)> Comparable(IEnumerable<(OutcomeSums Treatment, OutcomeSums Holdout)> byShare) =>
        [.. byShare.Where(each => each.Treatment.Count > 0 && each.Holdout.Count > 0)];

    /// <summary>All shares together.</summary>
    public static (OutcomeSums Treatment, OutcomeSums Holdout) Sum(IEnumerable<(OutcomeSums Treatment, OutcomeSums Holdout)> byShare)
    {
        OutcomeSums treatment = new(), holdout = new();
        foreach (var each in byShare)
        {
            treatment.Add(each.Treatment);
            holdout.Add(each.Holdout);
        }

        return (treatment, holdout);
    }

    public IReadOnlyList<ShareStratum> Shares()
    {
        var all = ByShare.Sum(Comparable);
        return [.. ByShare.Where(each => each.Treatment.Primary.Count + each.Holdout.Primary.Count > 0)
            .Select(each => new ShareStratum(each.Share, each.Treatment.Primary.Count, each.Holdout.Primary.Count, all == 0 ? 0 : (double)Comparable(each) / all))];

        static long Comparable((double Share, ArmCell Treatment, ArmCell Holdout) each) =>
            each.Treatment.Primary.Count > 0 && each.Holdout.Primary.Count > 0 ? each.Treatment.Primary.Count + each.Holdout.Primary.Count : 0;
    }
}
