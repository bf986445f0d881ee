using WinBack.Benchmarks.Coverage;
using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Benchmarks;

/// <summary>The arithmetic of the benchmark <c>coverage</c>.</summary>
public sealed class CoverageTallyTests
{
    [Fact]
    public void Of_IntervalsAroundAndBesideTheTruth_CountsThoseThatContainThePopulationsEffect()
    {
        // The population's effect is (100·.01 + 100·.02 + 200·.10) / 400 = .0575.
        var rows = CoverageTally.Of([Reading("a", 100, .01, .00, .06), Reading("a", 100, .02, .03, .05), Reading("a", 200, .10, .05, .09)]);

        var row = rows[0];
        Assert.Equal(("a", 3, 2, 1), (row.Name, row.Reports, row.Covered, row.CoveredOwn));
        Assert.Equal(.0575, row.Truth!.Value, 12);
        Assert.Equal((.03 + .04 + .07) / 3 - .0575, row.MeanError, 12);
        Assert.Equal(.0208167 / Math.Sqrt(3), row.ErrorOfMean, 6);     // of .03, .04 and .07
        Assert.Equal(2, row.Claims);
        Assert.Equal(row with { Name = "all", Truth = null }, rows[1]);
    }

    [Fact]
    public void Of_SeveralCampaigns_ComparesEachReportWithItsOwnCampaignsEffect()
    {
        var rows = CoverageTally.Of([Reading("b", 100, .20, .15, .25), Reading("a", 100, .01, .00, .02)]);
        Assert.Equal([("a", 1, 1), ("b", 1, 1), ("all", 2, 2)], rows.Select(row => (row.Name, row.Reports, row.Covered)));
    }

    [Fact]
    public void Of_FewerThanTenInAnArm_AreNotCountedButTheirPeopleAreOfThePopulation()
    {
        var rows = CoverageTally.Of([Reading("a", 100, 0, 0, 1), Reading("a", 300, .1, 0, 1, heldOut: 9), Reading("rare", 4, 0, 0, 1, heldOut: 1)]);
        Assert.Equal(["a", "all"], rows.Select(row => row.Name));
        Assert.Equal((1, .075), (rows[0].Reports, rows[0].Truth));
    }

    [Fact]
    public void Of_Looks_CountsReportsAndNotLooks()
    {
        Interval none = new(-.1, .1), more = new(.1, .2), fewer = new(-.2, -.1);
        var row = CoverageTally.Of([Looking(none, more, more, none), Looking(fewer), Looking(none, none), Looking()])[0];
        Assert.Equal((4, 3, 2), (row.Reports, row.Looked, row.ClaimsAtAnyLook));
    }

    [Theory]
    [InlineData(95, 100, null, true)]
    [InlineData(90, 100, null, true)]
    [InlineData(98, 100, null, true)]
    [InlineData(89, 100, null, false)]
    [InlineData(99, 100, null, false)]   // of all reports the share itself
    [InlineData(99, 100, .1, true)]      // of one campaign's its interval: 94.6 to 99.8 %
    [InlineData(85, 100, .1, true)]      // 76.7 to 90.7 %
    [InlineData(84, 100, .1, false)]     // 75.6 to 89.9 %
    public void CoversAsItShould_ByTheRule(int covered, int reports, double? truth, bool expected) =>
        Assert.Equal(expected, (Nothing with { Covered = covered, Reports = reports, Truth = truth }).CoversAsItShould);

    [Theory]
    [InlineData(5, 100, 0, 0, true)]
    [InlineData(9, 100, 0, 0, true)]     // 4.8 to 16.2 %
    [InlineData(10, 100, 0, 0, false)]   // 5.5 to 17.4 %
    [InlineData(0, 100, 9, 50, false)]   // 9.8 to 30.8 %
    [InlineData(0, 100, 0, 50, true)]
    public void ClaimsAsSeldomAsItShould_ByTheRule(int claims, int reports, int atAnyLook, int looked, bool expected) =>
        Assert.Equal(expected, (Nothing with { Claims = claims, Reports = reports, ClaimsAtAnyLook = atAnyLook, Looked = looked }).ClaimsAsSeldomAsItShould);

    private static readonly CoverageRow Nothing = new("a", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static DemoReading Reading(string campaign, long people, double trueLift, double low, double high, int heldOut = 10) =>
        new(campaign, new(new(0, people - heldOut), new(0, heldOut), new((low + high) / 2, new(low, high)), null), people, trueLift, [], IsBalanced: true);

    private static DemoReading Looking(params Interval[] looks) => Reading("a", 100, 0, -1, 1) with { Looks = looks };
}
