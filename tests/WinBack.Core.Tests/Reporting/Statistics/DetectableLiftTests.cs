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
    [InlineData(0, 1000, 100)]
    [InlineData(1, 1000, 100)]
    [InlineData(double.NaN, 1000, 100)]
    [InlineData(0.1, 0, 100)]
    [InlineData(0.1, 1000, 0)]
    [InlineData(0.9, 3, 3)]     // everybody's return would be no proof with three in each arm
    public void Of_WhatCannotBeTold_IsNull(double rate, long treated, long control) => Assert.Null(DetectableLift.Of(rate, treated, control));
}
