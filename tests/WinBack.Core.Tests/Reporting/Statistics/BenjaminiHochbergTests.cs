using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Statistics;

public sealed class BenjaminiHochbergTests
{
    /// <summary>The fifteen comparisons of the paper's section 3.2 (thrombolysis in myocardial infarction).</summary>
    private static readonly double?[] Paper = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1];

    [Fact]
    public void Adjusted_ThePapersExample_CallsFourDifferent() =>
        Assert.Equal(4, BenjaminiHochberg.Adjusted(Paper).Count(p => p <= .05));   // as the paper does; Bonferroni's correction calls three

    [Fact]
    public void Adjusted_ThePapersExample_AgreesWithR()
    {
        // p.adjust(p, "BH")
        double[] expected = [.0015, .003, .0095, .035625, .0603, .06385714, .06385714, .0645, .0765, .486, .58118182, .714875, .75323077, .81321429, 1];
        Assert.All(BenjaminiHochberg.Adjusted(Paper).Zip(expected), pair => Assert.Equal(pair.Second, pair.First!.Value, 8));
    }

    [Fact]
    public void Adjusted_OrderAndGaps_StayAsTheyWere()
    {
        var adjusted = BenjaminiHochberg.Adjusted([.04, null, .01, .03]);

        Assert.Equal([.04, null, .03, .04], adjusted.Select(p => p is { } value ? Math.Round(value, 12) : p));
        Assert.Empty(BenjaminiHochberg.Adjusted([]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-.01)]
    [InlineData(1.01)]
    public void Adjusted_NoProbability_IsRefused(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => BenjaminiHochberg.Adjusted([.5, value]));

    [Theory]
    [InlineData(1, 1, true, .95)]      // one comparison needs no correction
    [InlineData(1, 0, false, .95)]
    [InlineData(20, 4, true, .99)]
    [InlineData(20, 4, false, .9875)]
    [InlineData(20, 0, false, .9975)]
    [InlineData(20, 20, true, .95)]
    public void Level_OfSoMany_IsThatOfTheirIntervals(int comparisons, int different, bool isDifferent, double expected) =>
        Assert.Equal(expected, BenjaminiHochberg.Level(comparisons, different, isDifferent), 12);

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(3, 0, true)]
    [InlineData(3, 4, true)]
    public void Level_NoTable_IsRefused(int comparisons, int different, bool isDifferent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BenjaminiHochberg.Level(comparisons, different, isDifferent));

    /// <summary>400 tables of twenty segments, four of which truly differ: of those called different, 5 % on average may be called so by chance.</summary>
    [Fact]
    public void Adjusted_ManyTables_HoldTheRateOfFalseDiscoveries()
    {
        var draws = new Draws(21);
        double falsely = 0, found = 0, missed = 0;
        for (var run = 0; run < 400; run++)
        {
            (Proportion Treated, Proportion Control)[] segments =
                [.. Enumerable.Range(0, 20).Select(i => (new Proportion(draws.Successes(400, i < 4 ? .35 : .2), 400), new Proportion(draws.Successes(400, .2), 400)))];
            var adjusted = BenjaminiHochberg.Adjusted([.. segments.Select(each => Newcombe.PValue(each.Treated, each.Control))]);
            int[] called = [.. Enumerable.Range(0, 20).Where(i => adjusted[i] <= .05)];
            found += called.Count(i => i < 4) / 4.0;
            if (called.Length == 0)
                continue;
            falsely += called.Count(i => i >= 4) / (double)called.Length;
            missed += called.Count(i => !Newcombe.Difference(segments[i].Treated, segments[i].Control, BenjaminiHochberg.Level(20, called.Length, true))!
                .Interval.Contains(i < 4 ? .15 : 0)) / (double)called.Length;
        }

        // The share falsely called varies by some .1 from table to table: three standard errors are 3·.1/√400 = .015. By theory it is .05·16/20 = .04.
        Assert.InRange(falsely / 400, .04 - .015, .04 + .015);
        Assert.InRange(missed / 400, 0, .05 + .015);
        Assert.InRange(found / 400, .9, 1);   // without this a method that never calls anything different would pass
    }
}
