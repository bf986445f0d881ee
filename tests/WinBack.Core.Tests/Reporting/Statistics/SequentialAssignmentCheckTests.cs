using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Statistics;

public sealed class SequentialAssignmentCheckTests
{
    /// <summary>
    /// Unit tests of Optimizely's ssrm-test, shares .4, .4, .2 and a flat Dirichlet prior: logarithms of both marginal likelihoods after 5 users and after 158, whose
    /// difference is the evidence.
    /// </summary>
    [Theory]
    [InlineData(2, 2, 1, -6.4457198193855785 + 5.27460083993072)]
    [InlineData(20, 17, 9, -7.028201432058012 + 4.0776406466061985)]
    [InlineData(38, 38, 17, -11.947847738358888 + 8.265946861099877)]
    [InlineData(60, 63, 32, -19.96484521090386 + 15.781031228536165)]
    public void LogEvidence_PublishedCase_Agrees(long first, long second, long third, double expected)
    {
        // Their likelihoods of days carry multinomial coefficients, which cancel; ours are of users.
        var found = SequentialAssignmentCheck.LogEvidence([first, second, third], [1, 1, 1], [.4, .4, .2]);

        Assert.Equal(expected, found, 9);
    }

    [Theory]
    [InlineData(500, 1000, .5)]
    [InlineData(100, 1000, .1)]
    [InlineData(0, 3, .1)]
    [InlineData(10_050, 100_000, .1)]
    [InlineData(44_000, 89_000, .5)]     // p = .0008 for who looks once, which is no rarity among many looks
    public void Of_ArmsAsDrawn_IsNoAlarm(long holdout, long all, double share) => Assert.True(Check(holdout, all, share).IsBalanced);

    [Theory]
    [InlineData(600, 1000, .5)]
    [InlineData(43_800, 89_000, .5)]
    [InlineData(0, 100, .5)]             // found at a hundred
    [InlineData(98_500, 1_000_000, .1)]  // one in 67 held out is lost
    [InlineData(1, 1000, 0)]             // one that could not be
    public void Of_ArmsThatLeak_IsAlarm(long holdout, long all, double share) => Assert.False(Check(holdout, all, share).IsBalanced);

    [Fact]
    public void Of_ChangedShares_AreJudgedEachByItsOwn()
    {
        // 10 % of 2,000 and 50 % of 2,000: pooled, 1,200 of 4,000 would have to be told from 30 % by nobody.
        Assert.True(SequentialAssignmentCheck.Of([DrawStratum.OfHoldout(200, 2000, .1), DrawStratum.OfHoldout(1000, 2000, .5)]).IsBalanced);
        Assert.False(SequentialAssignmentCheck.Of([DrawStratum.OfHoldout(400, 2000, .1), DrawStratum.OfHoldout(800, 2000, .5)]).IsBalanced);
    }

    [Fact]
    public void Of_NothingDrawn_HasNothingToSay()
    {
        Assert.Null(SequentialAssignmentCheck.Of([]).PValue);
        Assert.Null(Check(0, 1000, 0).PValue);
        Assert.Equal(1, Check(0, 0, .1).PValue);
        Assert.True(SequentialAssignmentCheck.Of([]).IsBalanced);
    }

    [Fact]
    public void Stratum_SharesThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new DrawStratum([1, 2], [.5, .6]));
        Assert.Throws<ArgumentException>(() => new DrawStratum([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new DrawStratum([1, -2], [.5, .5]));
        Assert.Throws<ArgumentException>(() => new DrawStratum([1, 2], [double.NaN, 1]));
    }

    /// <summary>
    /// 400 healthy draws, looked at after every twentieth of 2,000 users: at most 1 % may ever be called unbalanced. Standard error √(.01·.99/400) = .005, three of those allowed.
    /// </summary>
    [Theory]
    [InlineData(.5)]
    [InlineData(.1)]
    public void Of_HealthyDrawsReadAllTheTime_SeldomAlarm(double share) => Assert.InRange(Alarms(share, share), 0, .01 + (3 * .005));

    [Fact]
    public void Of_DrawsThatLeak_AlarmInTime() => Assert.InRange(Alarms(.5, .42), .95, 1);   // a sixth of one arm is lost; without this a check that never alarms would pass

    private static double Alarms(double drawn, double really)
    {
        const int Runs = 400;
        var draws = new Draws(51);
        var alarms = 0;
        for (var run = 0; run < Runs; run++)
        {
            var holdout = 0;
            for (var all = 20; all <= 2000; all += 20)
            {
                holdout += draws.Successes(20, really);
                if (Check(holdout, all, drawn).IsBalanced)
                    continue;
                alarms++;
                break;
            }
        }

        return (double)alarms / Runs;
    }

    private static SequentialAssignmentCheck Check(long holdout, long all, double share) => SequentialAssignmentCheck.Of([DrawStratum.OfHoldout(holdout, all, share)]);
}
