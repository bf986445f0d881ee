using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Statistics;

public sealed class DetectableLiftTests
{
    // Computed independently from the published formula, 0.05 two-sided, power 0.80.
    [Theory]
    [InlineData(0.005, 0.1, 1, 327_922)]
    [InlineData(0.005, 0.5, 9, 9_169)]
    [InlineData(0.01, 0.2, 4, 27_241)]
    [InlineData(0.02, 0.2, 19, 11_449)]
    [InlineData(0.05, 0.2, 9, 4_651)]
    [InlineData(0.1, 0.1, 9, 8_302)]
    public void NeededControl_UnequalArms_IsThePublishedNumber(double rate, double lift, double ratio, long expected) =>
        Assert.Equal(expected, (long)Math.Ceiling(DetectableLift.NeededControl(rate, rate * (1 + lift), ratio)));

    [Theory]
    [InlineData(0.05, 4_500, 500, 0.68)]
    [InlineData(0.05, 9_000, 1_000, 0.46)]
    [InlineData(0.01, 45_000, 5_000, 0.47)]
    [InlineData(0.05, 900_000, 100_000, 0.041)]
    public void Of_PlannedArms_IsTheLiftThatNeedsExactlyThem(double rate, long treated, long control, double expected)
    {
        var lift = DetectableLift.Of(rate, treated, control)!.Value;
        Assert.Equal(expected, lift, expected < 0.1 ? 3 : 2);
        Assert.Equal(control, DetectableLift.NeededControl(rate, rate * (1 + lift), (double)treated / control), 0.01);
    }

    [Theory]
    [InlineData(0.05, 4_500, 500)]
    [InlineData(0.01, 45_000, 5_000)]
    public void PowerOf_TheSmallestLift_IsThePowerItIsStatedFor(double rate, long treated, long control)
    {
        Assert.Equal(DetectableLift.Power, DetectableLift.PowerOf(rate, DetectableLift.Of(rate, treated, control)!.Value, treated, control)!.Value, 9);
        Assert.Equal(0.025, DetectableLift.PowerOf(rate, 0, treated, control)!.Value, 9);
        Assert.InRange(DetectableLift.PowerOf(rate, 10, treated, control)!.Value, 0.999, 1);
    }

    [Theory]
    [InlineData(0, 0.1, 1000, 100)]
    [InlineData(0.5, 1.1, 1000, 100)]   // more than everybody
    [InlineData(0.5, -1.1, 1000, 100)]
    [InlineData(0.5, double.NaN, 1000, 100)]
    [InlineData(0.5, 0.1, 0, 100)]
    public void PowerOf_WhatIsNoPlan_IsNull(double rate, double lift, long treated, long control) => Assert.Null(DetectableLift.PowerOf(rate, lift, treated, control));

    // At so many held out the interval at every look leaves out zero in four of five experiments; at a third of them in far fewer.
    [Theory]
    [InlineData(.15, .18, 9)]
    [InlineData(.05, .08, 1)]
    public void NeededControlAtEveryLook_ThatMany_FindTheLiftWithThePowerItIsStatedFor(double control, double treated, double ratio)
    {
        var sequence = ConfidenceSequence.TunedFor(5_000);
        var needed = DetectableLift.NeededControlAtEveryLook(control, treated, ratio, sequence);

        Assert.InRange(needed / DetectableLift.NeededControl(control, treated, ratio), 1.8, 3);
        Assert.InRange(Found(needed), .77, .83);
        Assert.InRange(Found(needed / 3), 0, .4);

        double Found(double held)
        {
            Draws draws = new(3);
            var found = 0;
            for (var run = 0; run < 1_000; run++)
            {
                var (t, c) = ((int)(held * ratio), (int)held);
                found += sequence.Difference(new Proportion(draws.Successes(t, treated), t), new Proportion(draws.Successes(c, control), c))!.Interval.Contains(0) ? 0 : 1;
            }

            return found / 1_000.0;
        }
    }

    // Lehr's rule of thumb, sixteen times the variance by the square of the difference in each of two equal arms, rounds (1.96 + 0.84)²·2 = 15.7 up.
    [Theory]
    [InlineData(1, 63, 63, 0.4992)]
    [InlineData(2, 63, 63, 0.9983)]
    [InlineData(1, 900, 100, 0.2953)]
    public void OfMean_PlannedArms_IsTheSmallestDifference(double deviation, long treated, long control, double expected) =>
        Assert.Equal(expected, DetectableLift.OfMean(deviation, treated, control)!.Value, 4);

    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(double.NaN, 10, 10)]
    [InlineData(1, 0, 10)]
    [InlineData(1, 10, 0)]
    public void OfMean_WhatCannotBeTold_IsNull(double deviation, long treated, long control) => Assert.Null(DetectableLift.OfMean(deviation, treated, control));

    [Theory]
    [InlineData(0, 1000, 100)]
    [InlineData(1, 1000, 100)]
    [InlineData(double.NaN, 1000, 100)]
    [InlineData(0.1, 0, 100)]
    [InlineData(0.1, 1000, 0)]
    [InlineData(0.9, 3, 3)]     // everybody's return would be no proof with three in each arm
    public void Of_WhatCannotBeTold_IsNull(double rate, long treated, long control) => Assert.Null(DetectableLift.Of(rate, treated, control));
}
