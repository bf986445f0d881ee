using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Statistics;

public sealed class KaplanMeierTests
{
    /// <summary>
    /// Weeks in remission on 6-mercaptopurine: E. J. Freireich et al., Blood 21 (1963) 699–716, the standard example since. 21 patients, 9 relapses. To the four digits that
    /// Stata's <c>sts list</c> and SAS's <c>PROC LIFETEST</c> with log-log limits print of the survivor function.
    /// </summary>
    private static readonly DayOfReturns[] Remission =
    [
        new(6, 3, 1), new(7, 1, 0), new(9, 0, 1), new(10, 1, 1), new(11, 0, 1), new(13, 1, 0), new(16, 1, 0), new(17, 0, 1), new(19, 0, 1),
        new(20, 0, 1), new(22, 1, 0), new(23, 1, 0), new(25, 0, 1), new(32, 0, 2), new(34, 0, 1), new(35, 0, 1),
    ];

    [Theory]
    [InlineData(6, 21, .8571, .6197, .9516)]
    [InlineData(7, 17, .8067, .5631, .9228)]
    [InlineData(9, 16, .8067, .5631, .9228)]      // nobody came back, the curve stays
    [InlineData(10, 15, .7529, .5032, .8894)]
    [InlineData(13, 12, .6902, .4316, .8491)]
    [InlineData(16, 11, .6275, .3675, .8049)]
    [InlineData(22, 7, .5378, .2678, .7468)]
    [InlineData(23, 6, .4482, .1881, .6801)]
    [InlineData(35, 1, .4482, .1881, .6801)]
    public void Curve_PublishedExample_AgreesToThePrintedDigit(int day, long atRisk, double away, double low, double high)
    {
        var point = KaplanMeier.Curve(Remission).Single(point => point.Day == day);

        Assert.Equal(atRisk, point.AtRisk);
        Assert.Equal(away, 1 - point.Returned.Value, 4);
        Assert.Equal(low, 1 - point.Returned.Interval.High, 4);
        Assert.Equal(high, 1 - point.Returned.Interval.Low, 4);
    }

    [Fact]
    public void Curve_NobodyCensored_IsTheShareThatReturned()
    {
        var curve = KaplanMeier.Curve([new(0, 30, 0), new(1, 20, 0), new(2, 0, 50)]);

        Assert.Equal([.3, .5, .5], curve.Select(point => Math.Round(point.Returned.Value, 12)));
    }

    [Fact]
    public void Curve_NobodyReturnedYet_IsNotSurelyNobody()
    {
        var point = KaplanMeier.Curve([new(5, 0, 3), new(9, 0, 20)])[0];

        Assert.Equal(new(0, new Proportion(0, 23).Wilson()), point.Returned);
        Assert.InRange(point.Returned.Interval.High, .1, .2);
    }

    [Fact]
    public void Curve_EverybodyReturned_EndsAtOneWithTheBandBefore()
    {
        var curve = KaplanMeier.Curve([new(1, 5, 0), new(2, 5, 0)]);

        Assert.Equal(1, curve[1].Returned.Value);
        Assert.Equal(new Interval(curve[0].Returned.Interval.Low, 1), curve[1].Returned.Interval);
        Assert.Equal(new Interval(new Proportion(5, 5).Wilson().Low, 1), KaplanMeier.Curve([new(1, 5, 0)])[0].Returned.Interval);
    }

    [Fact]
    public void Curve_OfNobody_IsEmpty()
    {
        Assert.Empty(KaplanMeier.Curve([]));
        Assert.Empty(KaplanMeier.Curve([new(1, 0, 0)]));
    }

    [Fact]
    public void Curve_DaysThatDoNotAscend_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => KaplanMeier.Curve([new(2, 1, 0), new(2, 1, 0)]));
        Assert.Throws<ArgumentException>(() => KaplanMeier.Curve([new(2, -1, 0)]));
    }

    /// <summary>
    /// 2,000 curves of 200 people who come back at 2 % a day, a third of whom are censored on the way: standard error of the coverage .0049, four of those allowed.
    /// </summary>
    [Fact]
    public void Curve_ManyCensoredExperiments_CoversTheTruth()
    {
        const int Runs = 2000, Day = 20;
        var draws = new Draws(31);
        var covered = 0;
        for (var run = 0; run < Runs; run++)
        {
            var days = new (long Returned, long Censored)[41];
            for (var person = 0; person < 200; person++)
            {
                int back = Geometric(draws, .02), gone = Geometric(draws, .01);
                if (back <= gone && back < 40)
                    days[back].Returned++;
                else
                    days[Math.Min(40, gone)].Censored++;
            }

            var curve = KaplanMeier.Curve([.. days.Select((day, i) => new DayOfReturns(i, day.Returned, day.Censored))]);
            covered += curve[Day].Returned.Interval.Contains(1 - Math.Pow(.98, Day + 1)) ? 1 : 0;
        }

        Assert.InRange((double)covered / Runs, .95 - (4 * .0049), .95 + (4 * .0049));
    }

    private static int Geometric(Draws draws, double p) => (int)Math.Floor(Math.Log(1 - draws.Next()) / Math.Log(1 - p));
}
