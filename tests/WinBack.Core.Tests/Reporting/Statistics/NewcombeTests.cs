using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Statistics;

/// <summary>Published values: Newcombe, Statistics in Medicine 17 (1998) 873–890, Table II, method 10, to the printed digit.</summary>
public sealed class NewcombeTests
{
    [Theory]
    [InlineData(56, 70, 48, 80, .0524, .3339)]
    [InlineData(9, 10, 3, 10, .1705, .8090)]
    [InlineData(6, 7, 2, 7, .0582, .8062)]
    [InlineData(5, 56, 0, 29, -.0381, .1926)]
    [InlineData(0, 10, 0, 10, -.2775, .2775)]
    [InlineData(10, 10, 0, 20, .6791, 1.0000)]
    public void Difference_PublishedCase_AgreesToThePrintedDigit(int x1, int n1, int x2, int n2, double low, double high)
    {
        var lift = Newcombe.Difference(new(x1, n1), new(x2, n2))!;

        Assert.Equal((double)x1 / n1 - (double)x2 / n2, lift.Value, 12);
        Assert.InRange(lift.Interval.Low, low - .00006, low + .00006);   // the paper rounds .806250 down: half a digit either way
        Assert.InRange(lift.Interval.High, high - .00006, high + .00006);
    }

    [Theory]
    [InlineData(56, 70, 48, 80, .052431, .333873)]
    [InlineData(9, 10, 3, 10, .170523, .809018)]
    [InlineData(5, 56, 0, 29, -.038137, .192560)]
    [InlineData(84, 101, 89, 105, -.117750, .085071)]
    public void Difference_SameCaseRecomputed_AgreesToSixDigits(int x1, int n1, int x2, int n2, double low, double high)
    {
        var interval = Newcombe.Difference(new(x1, n1), new(x2, n2))!.Interval;

        Assert.Equal(low, interval.Low, 6);
        Assert.Equal(high, interval.High, 6);
    }

    [Fact]
    public void Difference_ArmsSwapped_IsMirrored()
    {
        var one = Newcombe.Difference(new(56, 70), new(48, 80))!;
        var other = Newcombe.Difference(new(48, 80), new(56, 70))!;

        Assert.Equal(-one.Value, other.Value, 15);
        Assert.Equal(-one.Interval.Low, other.Interval.High, 15);
    }

    [Theory]
    [InlineData(56, 70, 48, 80)]
    [InlineData(5, 56, 0, 29)]
    [InlineData(9, 10, 3, 10)]
    public void PValue_AtItsOwnLevel_MakesTheIntervalTouchZero(int x1, int n1, int x2, int n2)
    {
        var p = Newcombe.PValue(new(x1, n1), new(x2, n2))!.Value;

        Assert.Equal(0, Newcombe.Difference(new(x1, n1), new(x2, n2), 1 - p)!.Interval.Low, 9);
        Assert.Equal(p, Newcombe.PValue(new(x2, n2), new(x1, n1))!.Value, 12);
    }

    [Fact]
    public void PValue_Ends_AreProbabilities()
    {
        Assert.Equal(1, Newcombe.PValue(new(3, 10), new(30, 100)));
        Assert.Equal(1, Newcombe.PValue(new(0, 10), new(0, 100)));
        Assert.InRange(Newcombe.PValue(new(900_000, 1_000_000), new(0, 1_000_000))!.Value, 0, 1e-300);
        Assert.Null(Newcombe.PValue(new(0, 0), new(0, 100)));
    }

    [Theory]
    [InlineData(0, 0, 3, 10)]
    [InlineData(3, 10, 0, 0)]
    public void Difference_EmptyArm_IsUnknown(int x1, int n1, int x2, int n2) =>
        Assert.Null(Newcombe.Difference(new(x1, n1), new(x2, n2)));
}
