using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Statistics;

/// <summary>Vectors of GrowthBook's statistics engine (gbstats test suite): sums, sums of squares and counts of control and treated.</summary>
public sealed class MeansTests
{
    private static readonly Moments Control = Moments.OfSums(1396.87, 52377.9767, 3407);
    private static readonly Moments Treated = Moments.OfSums(2422.7, 134698.29, 3461);

    [Fact]
    public void WelchDifference_PublishedCase_Agrees()
    {
        var difference = Welch.Difference(Treated, Control)!;

        Assert.Equal(.29, difference.Value, 5);
        Assert.Equal(.04538, difference.Interval.Low, 5);
        Assert.Equal(.53462, difference.Interval.High, 5);
    }

    [Fact]
    public void RelativeLiftOfMeans_PublishedCase_Agrees()
    {
        var lift = RelativeLift.OfMeans(Treated, Control)!;

        Assert.Equal(.70732, lift.Value, 5);
        Assert.Equal(-.03526, lift.Interval.Low, 5);
        Assert.Equal(1.44989, lift.Interval.High, 5);
    }

    [Fact]
    public void RelativeLiftOfProportions_PublishedCase_Agrees()
    {
        var lift = RelativeLift.OfProportions(treated: new(16, 30), control: new(14, 28))!;

        Assert.Equal(.06667, lift.Value, 5);
        Assert.Equal(-.47767, lift.Interval.Low, 5);
        Assert.Equal(.61101, lift.Interval.High, 5);
    }

    [Fact]
    public void RelativeLift_ControlOfZero_IsUnknown()
    {
        Assert.Null(RelativeLift.OfProportions(new(5, 30), new(0, 28)));
        Assert.Null(RelativeLift.OfMeans(Treated, Moments.OfSums(0, 0, 28)));
    }

    [Fact]
    public void WelchDifference_FewerThanTwoValues_IsUnknown() =>
        Assert.Null(Welch.Difference(Treated, default(Moments).With(3)));

    [Fact]
    public void WelchDifference_NothingVaries_HasNoWidth() =>
        Assert.Equal(new(2, new(2, 2)), Welch.Difference(Moments.OfSums(9, 27, 3), Moments.OfSums(3, 3, 3)));

    [Fact]
    public void Moments_FarFromZero_KeepTheirVariance()
    {
        var moments = default(Moments);
        foreach (var value in new[] { 4.0, 7, 13, 16 })
            moments = moments.With(1e9 + value);

        Assert.Equal(1e9 + 10, moments.Mean, 6);
        Assert.Equal(30, moments.Variance, 6);   // a sum of squares in doubles gives nonsense here
    }

    [Theory]
    [InlineData(600, 1000, 2.54e-10, 1e-12)]
    [InlineData(44000, 89000, .00080, .000005)]
    public void AssignmentCheck_HalfAndHalf_AgreesWithPearson(int holdout, int all, double p, double tolerance)
    {
        var check = AssignmentCheck.Of(holdout, all * .5, all * .25);

        Assert.InRange(check.PValue!.Value, p - tolerance, p + tolerance);
        Assert.False(check.IsBalanced);
    }

    [Fact]
    public void AssignmentCheck_NobodyToHoldOut_HasNothingToSay() => Assert.True(AssignmentCheck.Of(0, 0, 0) is { PValue: null, IsBalanced: true });
}
