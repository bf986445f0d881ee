using System.Globalization;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>The effect over time, from the sums by day of entry.</summary>
internal static class LooksOfSums
{
    /// <summary>A look at the end of each week of entry (Sunday), and one at the last day that can be looked at.</summary>
    /// <returns>The looks; and the sums of the newest by share, of shares that have both arms.</returns>
    public static (IReadOnlyList<LiftLook> Looks, IReadOnlyList<(OutcomeSums Treatment, OutcomeSums Holdout)> Newest) Of(Rollup sums)
    {
        var days = Days(sums);
        var closed = days.TakeWhile(day => day.Open == 0).ToList();
        SortedDictionary<double, (OutcomeSums Treatment, OutcomeSums Holdout)> byShare = [];
        List<LiftLook> looks = [];
        for (var i = 0; i < closed.Count; i++)
        {
            foreach (var (key, cell) in closed[i].Cells)
            {
                if (!byShare.TryGetValue(key.Share, out var arms))
                    byShare.Add(key.Share, arms = (new(), new()));
                (key.Arm == Arm.Holdout ? arms.Holdout : arms.Treatment).Add(cell.Primary);
            }

            var isLast = i == closed.Count - 1;
            if (isLast || Monday(closed[i + 1].Day) > Monday(closed[i].Day))
                looks.Add(Look(closed[i].Day, [.. byShare.Values]));
        }

        return (looks, ArmStrata.Comparable(byShare.Values));
    }

    /// <summary>Each week of entry by itself.</summary>
    public static IReadOnlyList<CohortLift> Cohorts(Rollup sums) => [.. Days(sums).GroupBy(day => Monday(day.Day)).Select(week =>
    {
        var cells = week.SelectMany(day => day.Cells).ToList();
        return new CohortLift(
            week.Key, week.Sum(day => day.Open), GroupsOfSums.Sum(cells, Arm.Treatment).ToGroupArm(), GroupsOfSums.Sum(cells, Arm.Holdout).ToGroupArm(),
            Strata.Of(GroupsOfSums.ByShare(cells, sum => sum.ReturnRate)));
    })];

    private static LiftLook Look(DateOnly day, IReadOnlyList<(OutcomeSums Treatment, OutcomeSums Holdout)> byShare)
    {
        List<(Proportion, Proportion)> returns = [.. byShare.Select(each => (each.Treatment.ReturnRate, each.Holdout.ReturnRate))];
        List<(Proportion, Proportion)> conversions = [.. byShare.Select(each => (each.Treatment.ConversionRate, each.Holdout.ConversionRate))];
        List<(Moments, Moments)> revenue = [.. byShare.Select(each => (each.Treatment.RevenuePerUser, each.Holdout.RevenuePerUser))];
        return new(
            day,
            new() { Confidence = Confidence.Usual, Return = Strata.Of(returns), Conversion = Strata.Of(conversions), RevenuePerUser = Strata.Of(revenue) },
            new(AlwaysValidStrata.Rates(returns), AlwaysValidStrata.Relative(returns), AlwaysValidStrata.Rates(conversions), AlwaysValidStrata.Means(revenue),
                AlwaysValidStrata.Gain(returns), AlwaysValidStrata.Gain(revenue)));
    }

    private static List<DayCells> Days(Rollup sums) => [.. sums.Days.Select(each => (Key: CellKey.Parse(each.Key), Cell: each.Value))
        .Where(each => each.Key.Arm != Arm.Global).GroupBy(each => each.Key.Value, StringComparer.Ordinal).OrderBy(each => each.Key, StringComparer.Ordinal)
        .Select(day => new DayCells(DateOnly.ParseExact(day.Key, RollupCells.DayFormat, CultureInfo.InvariantCulture), [.. day]))];

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private sealed record DayCells(DateOnly Day, IReadOnlyList<(CellKey Key, MarginalCell Cell)> Cells)
    {
        public long Open { get; } = Cells.Sum(each => each.Cell.Open);
    }
}
