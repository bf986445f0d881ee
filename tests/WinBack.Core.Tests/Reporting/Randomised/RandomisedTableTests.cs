using WinBack.Core.Reporting.Randomised;
using WinBack.Core.Tests.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Randomised;

public sealed class RandomisedTableTests
{
    private static readonly Metric Visit = new("visit", MetricKind.Converted);
    private static readonly Metric Spend = new("spend", MetricKind.Revenue);

    /// <summary>The counts that K. Hillstrom published of his e-mail experiment (MineThatData, 2008): visits 18.28, 15.14 and 10.62 % of 64,000 customers.</summary>
    [Fact]
    public void ToReport_AKnownExperiment_IsAsPublished()
    {
        var report = Hillstrom().ToReport(new("none", null, 5000), isSegmented: false);

        Assert.Equal(["none", "mens", "womens"], report.Arms.Select(arm => arm.Arm));
        Assert.Equal([.1062, .1828, .1514], report.Arms.Select(arm => Math.Round(arm.Metrics[0].Mean!.Value, 4)));
        Assert.Equal(["mens - none", "womens - none", "womens - mens"], report.Comparisons.Select(each => $"{each.Arm} - {each.Against}"));
        Assert.Equal([.0766, .0452, -.0314], report.Comparisons.Select(each => Math.Round(each.Absolute!.Value, 4)));
        Assert.True(report.IsBalanced);
        Assert.All(report.Comparisons, each => Assert.True(each.IsDifferent));
        Assert.Equal("visit: of every 100 users, 7.0 to 8.3 more in mens than in none (95 % interval, corrected for 3 comparisons).", report.Comparisons[0].Verdict);
        Assert.Equal("visit: of every 100 users, 2.4 to 3.8 fewer in womens than in mens (95 % interval, corrected for 3 comparisons).", report.Comparisons[2].Verdict);
    }

    [Fact]
    public void ToReport_TwoArms_NeedsNoCorrection()
    {
        var table = Rates(("a", 60, 300), ("b", 90, 300));
        var comparison = Assert.Single(table.ToReport(new("a", null, 5000), isSegmented: false).Comparisons);

        Assert.Equal(comparison.Absolute!.Interval, comparison.Corrected);
        Assert.Equal(comparison.PValue, comparison.AdjustedPValue);
        Assert.Equal("visit: of every 100 users, 3.1 to 16.8 more in b than in a (95 % interval).", comparison.Verdict);
        Assert.InRange(comparison.AlwaysValid!.Interval.Low, -1, comparison.Absolute.Interval.Low);
    }

    [Fact]
    public void ToReport_AmountsOfUsers_AreMeansOverAllOfThem()
    {
        var table = new RandomisedTable([Spend]);
        for (var i = 0; i < 200; i++)
        {
            table.Add("a", "", [i % 10 == 0 ? 20 + i : 0]);
            table.Add("b", "", [i % 5 == 0 ? 20 + i : 0]);
        }

        var report = table.ToReport(new("a", null, 400), isSegmented: false);
        Assert.Equal((20 * 20) + (10 * 190), report.Arms[0].Metrics[0].Sum, 6);
        Assert.Equal(report.Arms[1].Metrics[0].Mean!.Value - report.Arms[0].Metrics[0].Mean!.Value, report.Comparisons[0].Absolute!.Value, 9);
        Assert.StartsWith("spend: ", report.Comparisons[0].Verdict, StringComparison.Ordinal);
        Assert.Contains(" more per user in b than in a ", report.Comparisons[0].Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_NobodyBought_SaysSoInsteadOfNoDifference()
    {
        var table = new RandomisedTable([Spend]);
        for (var i = 0; i < 100; i++)
            table.Add(i % 2 == 0 ? "a" : "b", "", [0]);

        var comparison = table.ToReport(new("a", null, 400), isSegmented: false).Comparisons[0];
        Assert.Equal("spend: too few users, or too little that varies, to compare b with a.", comparison.Verdict);
        Assert.Null(comparison.Absolute);
        Assert.Null(comparison.AdjustedPValue);
        Assert.False(comparison.IsDifferent);
    }

    [Fact]
    public void ToReport_ArmsNotAsDrawn_SaysNothingElse()
    {
        var table = Rates(("treatment", 400, 900), ("holdout", 10, 100));

        var equal = table.ToReport(new("holdout", null, 5000), isSegmented: false);
        Assert.False(equal.IsBalanced);
        Assert.Equal("visit: the arms did not come out as they were drawn: find the leak before comparing treatment with holdout.", equal.Comparisons[0].Verdict);
        Assert.False(equal.Comparisons[0].IsDifferent);

        var nineToOne = table.ToReport(new("holdout", new Dictionary<string, double> { ["treatment"] = .9, ["holdout"] = .1 }, 5000), isSegmented: false);
        Assert.True(nineToOne.IsBalanced);
        Assert.True(nineToOne.Comparisons[0].IsDifferent);
    }

    [Fact]
    public void ToReport_Segments_AreCorrectedTogether()
    {
        var table = new RandomisedTable([Visit]);
        for (var segment = 0; segment < 10; segment++)
            Add(table, $"s{segment}", ("a", 40, 400), ("b", segment == 3 ? 62 : 41, 400));   // p = .02, if it were alone

        var report = table.ToReport(new("a", null, 5000), isSegmented: true);
        var third = report.Segments[3];
        Assert.Equal(10, report.Segments.Count);
        Assert.Equal(800, third.Users);
        Assert.InRange(third.Comparisons[0].PValue!.Value, .01, .04);
        Assert.InRange(third.Comparisons[0].AdjustedPValue!.Value, .1, .4);
        Assert.False(third.Comparisons[0].IsDifferent);
        Assert.StartsWith("visit: the data do not tell b from a: of every 100 users, anything from ", third.Comparisons[0].Verdict, StringComparison.Ordinal);
        Assert.Empty(table.ToReport(new("a", null, 5000), isSegmented: false).Segments);
        Assert.Equal(8000, report.Users);
    }

    [Fact]
    public void ToReport_LeakInOneSegment_IsSeenThere()
    {
        var table = new RandomisedTable([Visit]);
        for (var segment = 0; segment < 20; segment++)
            Add(table, $"s{segment:00}", ("a", 40, 400), ("b", 40, segment == 7 ? 250 : 410));

        var report = table.ToReport(new("a", null, 5000), isSegmented: true);
        Assert.True(report.Assignment.IsBalanced);
        Assert.Equal("s07", Assert.Single(report.Segments, segment => !segment.Assignment.IsBalanced).Segment);
        Assert.False(report.IsBalanced);
    }

    [Fact]
    public void ToReport_ArmThatASegmentLacks_IsEmptyThere()
    {
        var table = new RandomisedTable([Visit]);
        Add(table, "x", ("a", 10, 100), ("b", 10, 100));
        Add(table, "y", ("a", 2, 4));

        var lacking = table.ToReport(new("a", null, 5000), isSegmented: true).Segments[1];
        Assert.Equal((0L, null, null), (lacking.Arms[1].Users, lacking.Arms[1].Metrics[0].Mean, lacking.Arms[1].Metrics[0].Interval));
        Assert.Null(lacking.Comparisons[0].Absolute);
    }

    [Fact]
    public void Add_BeyondTheLimits_IsNotCounted()
    {
        var table = new RandomisedTable([]);
        for (var i = 0; i < RandomisedTable.MostArms; i++)
            Assert.Equal(RowResult.Counted, table.Add($"arm {i}", "", []));
        Assert.Equal(RowResult.ArmTooMany, table.Add("another", "", []));
        Assert.Equal(RowResult.Counted, table.Add("arm 3", "", []));

        for (var i = 1; i < RandomisedTable.MostSegments; i++)
            Assert.Equal(RowResult.Counted, table.Add("arm 1", $"segment {i}", []));
        Assert.Equal(RowResult.SegmentTooMany, table.Add("arm 1", "another", []));
        Assert.Equal(RandomisedTable.MostArms + 1 + RandomisedTable.MostSegments - 1, table.ToReport(new("arm 1", null, 5000), isSegmented: true).Users);
    }

    [Fact]
    public void ToReport_DesignOfAnotherTable_IsRefused()
    {
        var table = Rates(("a", 1, 2), ("b", 1, 2));

        Assert.Throws<ArgumentException>(() => table.ToReport(new("c", null, 5000), isSegmented: false));
        Assert.Throws<ArgumentException>(() => table.ToReport(new("a", new Dictionary<string, double> { ["a"] = 1 }, 5000), isSegmented: false));
    }

    /// <summary>
    /// 400 tables of three arms and two metrics without any effect: at most 5 % may call anything different. Standard error √(.05·.95/400) = .0109, three of those
    /// allowed. In every table what is called different and what its interval leaves out are the same.
    /// </summary>
    [Fact]
    public void ToReport_ManyTablesWithoutEffect_SeldomCallAnythingDifferent()
    {
        var draws = new Draws(61);
        int called = 0, alone = 0;
        for (var run = 0; run < 400; run++)
        {
            var table = new RandomisedTable([Visit, Spend]);
            for (var user = 0; user < 600; user++)
                table.Add($"{(int)(3 * draws.Next())}", "", [draws.Next() < .2 ? 1 : 0, draws.Spend(.3, 50)]);
            var comparisons = table.ToReport(new("0", null, 5000), isSegmented: false).Comparisons;
            called += comparisons.Any(each => each.IsDifferent) ? 1 : 0;
            alone += comparisons.Any(each => each.PValue < .05) ? 1 : 0;
            Assert.All(comparisons, each => Assert.Equal(each.IsDifferent, !each.Corrected!.Value.Contains(0)));
        }

        Assert.InRange(called / 400.0, .005, .05 + (3 * .0109));
        Assert.InRange(alone / 400.0, .12, .30);   // what would be called without the correction
    }

    private static RandomisedTable Hillstrom() => Rates(("mens", 3894, 21307), ("womens", 3238, 21387), ("none", 2262, 21306));

    private static RandomisedTable Rates(params (string Arm, int Visited, int Users)[] arms)
    {
        var table = new RandomisedTable([Visit]);
        Add(table, "", arms);
        return table;
    }

    private static void Add(RandomisedTable table, string segment, params (string Arm, int Visited, int Users)[] arms)
    {
        foreach (var (arm, visited, users) in arms)
        {
            for (var i = 0; i < users; i++)
                table.Add(arm, segment, [i < visited ? 1 : 0]);
        }
    }
}
