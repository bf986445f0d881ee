using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class StrataTests
{
    // Two shares in two seasons: nothing was caused in either, yet pooled the arms look 3 points apart.
    [Fact]
    public void Of_ShareAndRateChangedTogether_ShowsNoEffectWhereThereIsNone()
    {
        (Proportion, Proportion)[] strata = [(new(900, 9_000), new(100, 1_000)), (new(1_000, 5_000), new(1_000, 5_000))];
        var pooled = RateLift.Of(new(1_900, 14_000), new(1_100, 6_000));

        var lift = Strata.Of(strata);

        Assert.False(pooled.Absolute!.Interval.Contains(0));
        Assert.Equal(0, lift.Absolute!.Value, 12);
        Assert.Equal((new Rate(1_900, 14_000), new Rate(1_100, 6_000)), (lift.Treatment, lift.Holdout));
        Assert.Equal(0, lift.Relative!.Value, 12);
    }

    [Fact]
    public void Of_OneStratum_IsThePlainComparison()
    {
        var (treated, control) = (new Proportion(56, 70), new Proportion(48, 80));

        Assert.Equal(RateLift.Of(new(56, 70), new(48, 80)), Strata.Of([(treated, control), (new(5, 10), new(0, 0))]) with { Treatment = new(56, 70) });
    }

    [Fact]
    public void Of_NoStratumWithBothArms_SaysNothing() => Assert.Null(Strata.Of([(new Proportion(5, 10), new Proportion(0, 0)), (new Proportion(0, 0), new Proportion(1, 10))]).Absolute);

    // Of 2,000 draws of two strata with rates that are known, the intervals contain the truth as often as they promise.
    [Fact]
    public void Of_TwoStrata_CoversTheTruthAsOftenAsItPromises()
    {
        var draw = new Random(3);
        var covered = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var lift = Strata.Of([(Drawn(450, .12), Drawn(50, .08)), (Drawn(200, .30), Drawn(200, .25))]);
            covered += lift.Absolute!.Interval.Contains((500 * .04 / 900) + (400 * .05 / 900)) ? 1 : 0;
        }

        Assert.InRange(covered / 2_000.0, .935, .97);

        Proportion Drawn(int count, double rate) => new(Enumerable.Range(0, count).Count(_ => draw.NextDouble() < rate), count);
    }

    [Fact]
    public void Of_MeansInStrata_AreWeighedByTheirPersons()
    {
        var lift = Strata.Of([(Sample(10, 12), Sample(8, 10)), (Sample(20, 22, 20, 22, 20, 22), Sample(20, 22))]);

        Assert.Equal(2 * 4 / 12.0, lift.Absolute!.Value, 12);
        Assert.True(lift.Absolute.Interval is { Low: < 0, High: > 1 });

        static Moments Sample(params double[] values) => values.Aggregate(default(Moments), (sum, value) => sum.With(value));
    }

    // Nobody held out bought yet: that is no proof that nobody ever would.
    [Fact]
    public void Of_ArmWithoutVariance_IsNotSurelyNothing()
    {
        (Moments, Moments)[] strata = [(Buyers(900, 90), Buyers(100, 0)), (Buyers(500, 100), Buyers(500, 60))];
        var own = Math.Sqrt(Square(.1) * .09 / 900);

        var lift = Strata.Of(strata);

        Assert.True(lift.Absolute!.Interval.High - lift.Absolute.Value > 2 * own);
        Assert.NotNull(AlwaysValidStrata.Means(strata));
    }

    // Half of all people were in a share in which nobody bought: over everybody, half of what the others show.
    [Fact]
    public void Of_ShareInWhichNobodyBought_CountsItsZeros()
    {
        (Moments, Moments)[] strata = [(Buyers(900, 180), Buyers(100, 10)), (Buyers(500, 0), Buyers(500, 0))];
        (Moments, Moments)[] bought = [strata[0]];

        var lift = Strata.Of(strata);

        Assert.Equal(.1, lift.Treatment!.Value, 12);
        Assert.Equal(.05, lift.Absolute!.Value, 12);
        Assert.Equal(1, lift.Relative!.Value, 12);
        Assert.Equal(.05, AlwaysValidStrata.Means(strata)!.Value, 12);
        Assert.Equal(Strata.Gain(bought)!.Value, Strata.Gain(strata)!.Value, 12);
        Assert.True(Width(lift.Absolute.Interval) > 1.01 * Width(Strata.Of(bought).Absolute!.Interval) / 2);     // half of it would take the zeros for certain
    }

    [Fact]
    public void Of_MeansWhereNothingVaries_GiveNoEstimate()
    {
        (Moments, Moments) nobody = (Buyers(100, 0), Buyers(100, 0)), everybody = (Buyers(100, 100), Buyers(100, 100));

        Assert.Equal(new MeanLift(.5, .5, null, null), Strata.Of([nobody, everybody]));
        Assert.Null(AlwaysValidStrata.Means([nobody, everybody]));
        Assert.Null(Strata.Gain([nobody, everybody]));
    }

    // Of 2,000 draws of a share in which most buy and one in which hardly anybody does, often nobody.
    [Fact]
    public void Of_ShareInWhichHardlyAnybodyBuys_CoversTheTruthAsOftenAsItPromises()
    {
        var draw = new Random(5);
        var covered = 0;
        for (var i = 0; i < 2_000; i++)
            covered += Strata.Of([(Drawn(450, .3), Drawn(150, .2)), (Drawn(100, .01), Drawn(100, .005))]).Absolute!.Interval.Contains(((600 * .1) + (200 * .005)) / 800) ? 1 : 0;

        Assert.InRange(covered / 2_000.0, .935, .98);

        Moments Drawn(int count, double rate) => Buyers(count, Enumerable.Range(0, count).Count(_ => draw.NextDouble() < rate));
    }

    private static double Width(Interval interval) => interval.High - interval.Low;

    private static Moments Buyers(int count, int buyers) => Moments.OfSums(buyers, buyers, count);

    private static double Square(double value) => value * value;
}
