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
    public void RelativeLift_AnArmWithoutAnyError_IsUnknown()
    {
        Assert.Null(RelativeLift.OfProportions(new(0, 30), new(5, 28)));     // not "exactly −100 %"
        Assert.Null(RelativeLift.OfProportions(new(30, 30), new(28, 28)));
    }

    [Fact]
    public void Moments_OfTwoParts_AreThoseOfTheWhole()
    {
        Moments first = default, second = default, whole = default;
        for (var i = 0; i < 20; i++)
        {
            whole = whole.With(i * i);
            (first, second) = i < 7 ? (first.With(i * i), second) : (first, second.With(i * i));
        }

        Assert.Equal((whole.Count, whole.Mean), (first.With(second).Count, first.With(second).Mean));
        Assert.Equal(whole.Variance, first.With(second).Variance, 9);
        Assert.Equal(first, first.With(default(Moments)));
        Assert.Equal(first, default(Moments).With(first));
    }

    [Fact]
    public void WelchDifference_FewerThanTwoValues_IsUnknown() =>
        Assert.Null(Welch.Difference(Treated, default(Moments).With(3)));

    [Fact]
    public void WelchDifference_NothingVariesInAnArm_IsUnknown()
    {
        // Nobody bought: that is no proof that nobody would.
        Assert.Null(Welch.Difference(Moments.OfSums(0, 0, 900), Moments.OfSums(0, 0, 100)));
        Assert.Null(Welch.PValue(Moments.OfSums(9, 40, 900), Moments.OfSums(0, 0, 100)));
        Assert.Null(Welch.Mean(Moments.OfSums(9, 27, 3)));
    }

    [Fact]
    public void WelchPValue_PublishedCase_Agrees()
    {
        Assert.Equal(.02016, Welch.PValue(Treated, Control)!.Value, 5);
        Assert.Equal(1, Welch.PValue(Treated, Treated)!.Value, 12);
    }

    [Fact]
    public void WelchPValue_AtItsOwnLevel_MakesTheIntervalTouchZero() =>
        Assert.Equal(0, Welch.Difference(Treated, Control, 1 - Welch.PValue(Treated, Control)!.Value)!.Interval.Low, 9);

    [Fact]
    public void WelchMean_OneSample_IsStudentsInterval()
    {
        // W. S. Gosset's sleep data, second drug (Biometrika 6 (1908) 1–25): mean 2.33, t interval with 9 degrees of freedom.
        var moments = default(Moments);
        foreach (var hours in new[] { 1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4 })
            moments = moments.With(hours);

        Assert.Equal(2.33, moments.Mean, 12);
        Assert.Equal(.8976775, Welch.Mean(moments)!.Value.Low, 7);
        Assert.Equal(3.7623225, Welch.Mean(moments)!.Value.High, 7);
    }

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
