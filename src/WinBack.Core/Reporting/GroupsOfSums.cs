using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>The tables by variant, segment, language and channel, each corrected for its number of comparisons.</summary>
internal static class GroupsOfSums
{
    /// <summary>Name of the table of variants.</summary>
    public const string Variant = "variant";

    public static IReadOnlyList<GroupTable> Of(Rollup sums) =>
        [.. new[] { Table(Variant, sums.Variants), Table("segment", sums.Segments), Table("locale", sums.Locales), Table("channel", sums.Channels) }.Where(table => table.Groups.Any(group => group.Value != Rollup.None))];

    /// <summary>All shares of an arm together.</summary>
    public static MarginalCell Sum(IEnumerable<(CellKey Key, MarginalCell Cell)> cells, Arm arm)
    {
        MarginalCell sum = new();
        foreach (var each in cells.Where(each => each.Key.Arm == arm))
            sum.Add(each.Cell);
        return sum;
    }

    /// <summary>Both arms of each share.</summary>
    public static IReadOnlyList<(T Treated, T Control)> ByShare<T>(IEnumerable<(CellKey Key, MarginalCell Cell)> cells, Func<OutcomeSums, T> of) => [.. cells
        .GroupBy(each => each.Key.Share).OrderBy(each => each.Key).Select(each => (of(Sum(each, Arm.Treatment).Primary), of(Sum(each, Arm.Holdout).Primary)))];

    private static GroupTable Table(string by, SortedDictionary<string, MarginalCell> cells)
    {
        var groups = cells.Select(each => (Key: CellKey.Parse(each.Key), Cell: each.Value)).Where(each => each.Key.Arm != Arm.Global)
            .GroupBy(each => each.Key.Value, StringComparer.Ordinal).OrderBy(each => each.Key == Rollup.None).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => (Value: each.Key, Cells: each.ToList())).ToList();
        var pairs = by != Variant ? [] : groups.SelectMany((one, i) => groups.Skip(i + 1).Select(other => (One: other, Other: one))).ToList();
        List<IReadOnlyList<(Proportion, Proportion)>> compared =
        [
            .. groups.Select(group => ByShare(group.Cells, sum => sum.ReturnRate)),
            .. pairs.Select(pair => Paired(pair.One.Cells, pair.Other.Cells)),
        ];
        var corrected = Corrected(compared);
        return new(
            by,
            [.. groups.Select((group, i) => new GroupLift(
                group.Value, Sum(group.Cells, Arm.Treatment).ToGroupArm(), Sum(group.Cells, Arm.Holdout).ToGroupArm(),
                Strata.Of(compared[i]), Strata.Of(ByShare(group.Cells, sum => sum.RevenuePerUser)), corrected[i]))],
            [.. pairs.Select((pair, i) => new GroupPair(pair.One.Value, pair.Other.Value, Strata.Of(compared[groups.Count + i]), corrected[groups.Count + i]))]);
    }

    // Who is in treatment was drawn with the same share in both variants, so that shares do not matter here but for when people entered.
    private static IReadOnlyList<(Proportion, Proportion)> Paired(List<(CellKey Key, MarginalCell Cell)> one, List<(CellKey Key, MarginalCell Cell)> other)
    {
        var shares = one.Concat(other).Select(each => each.Key.Share).Distinct().Order();
        return [.. shares.Select(share => (Of(one, share), Of(other, share)))];

        static Proportion Of(List<(CellKey Key, MarginalCell Cell)> cells, double share) => Sum(cells.Where(each => each.Key.Share == share), Arm.Treatment).Primary.ReturnRate;
    }

    private static IReadOnlyList<CorrectedComparison?> Corrected(IReadOnlyList<IReadOnlyList<(Proportion Treated, Proportion Control)>> compared)
    {
        // At every look: the table is read as often as the verdict is.
        var adjusted = BenjaminiHochberg.Adjusted([.. compared.Select(strata => AlwaysValidStrata.Rates(strata)?.PValue)]);
        var (count, different) = (adjusted.Count(p => p is not null), adjusted.Count(IsDifferent));
        return [.. compared.Select(CorrectedComparison? (strata, i) =>
        {
            if (adjusted[i] is not { } p)
                return null;
            var level = BenjaminiHochberg.Level(count, different, IsDifferent(p));
            return new CorrectedComparison(p, level, AlwaysValidStrata.Rates(strata, level)!.Interval, IsDifferent(p));
        })];

        static bool IsDifferent(double? p) => p <= 1 - Confidence.Usual;
    }
}
