using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Statistics;

public sealed class ConfidenceSequenceTests
{
    /// <summary>The two-sided normal mixture in the unit tests of gostevehoward/confseq: tuned at variance 100, α = 0.05; its boundary is for a sum.</summary>
    [Fact]
    public void Reach_ReferenceImplementation_Agrees() =>
        Assert.Equal(30.35209, 100 * ConfidenceSequence.TunedFor(100).Reach(.1, 100), 5);

    [Fact]
    public void LogEvidence_ReferenceImplementation_Agrees() =>
        Assert.Equal(-.6510052, ConfidenceSequence.TunedFor(100).LogEvidence(.1, .1, 100), 7);

    /// <summary>Sequential tests of GrowthBook's gbstats: relative lift with its standard error, n = 3000 + 3461.</summary>
    [Fact]
    public void Around_PublishedMeans_Agree()
    {
        var (treated, control) = (Moments.OfSums(2422.7, 134698.29, 3461), Moments.OfSums(1396.87, 52377.9767, 3000));
        var lift = RelativeLift.OfMeans(treated, control)!;
        var error = RelativeLift.StandardError(treated, control)!.Value;
        var always = ConfidenceSequence.TunedFor(1000).Around(lift.Value, error, 6461)!;

        Assert.Equal(.50336, lift.Value, 5);
        Assert.Equal(.33341, error, 5);
        Assert.Equal(-.55844, always.Interval.Low, 5);
        Assert.Equal(1.56516, always.Interval.High, 5);
        Assert.Equal(1, always.PValue);
    }

    [Fact]
    public void Around_PublishedProportions_Agree()
    {
        Proportion treated = new(2422, 3461), control = new(1396, 3000);
        var always = ConfidenceSequence.TunedFor(5000)
            .Around(RelativeLift.OfProportions(treated, control)!.Value, RelativeLift.StandardError(treated, control)!.Value, 6461)!;

        Assert.Equal(.40098, always.Interval.Low, 5);
        Assert.Equal(.60675, always.Interval.High, 5);
        Assert.Equal(0, always.PValue, 5);
    }

    [Theory]
    [InlineData(100, 3.855)]
    [InlineData(1_000, 3.035)]      // where it was tuned for
    [InlineData(10_000, 3.242)]
    [InlineData(100_000, 3.562)]
    public void Reach_TunedForAThousand_IsSoManyStandardErrors(long users, double expected) =>
        Assert.Equal(expected, ConfidenceSequence.TunedFor(1_000).Reach(1, users), 3);

    [Theory]
    [InlineData(.031, false)]
    [InlineData(.03034, false)]
    [InlineData(.03036, true)]      // 3.035 standard errors of 0.01 do not reach it
    public void PValue_AtTheEdgeOfTheInterval_IsBelowFivePercentJustWhenItLeavesOutZero(double estimate, bool isOut)
    {
        var always = ConfidenceSequence.TunedFor(1_000).Around(estimate, .01, 1_000)!;

        isOut |= estimate > .0304;
        Assert.Equal(isOut, always.PValue < .05);
        Assert.Equal(isOut, !always.Interval.Contains(0));
    }

    [Fact]
    public void Difference_NobodyConvertedAtAll_SaysLittleInsteadOfNothing()
    {
        var always = ConfidenceSequence.TunedFor(1_000).Difference(new Proportion(0, 900), new Proportion(0, 100))!;

        Assert.InRange(always.Interval.High, .02, .05);
        Assert.Equal(1, always.PValue);
    }

    [Fact]
    public void Difference_FewUsers_StaysWithinWhatIsPossible() =>
        Assert.Equal(1, ConfidenceSequence.TunedFor(100_000).Difference(new Proportion(25, 50), new Proportion(25, 50))!.Interval.High);

    [Theory]
    [InlineData(49, 1000)]
    [InlineData(1000, 49)]
    public void Difference_BelowFiftyInAnArm_IsUnknown(long treated, long control)
    {
        var sequence = ConfidenceSequence.TunedFor(1_000);
        Assert.Null(sequence.Difference(new Proportion(10, treated), new Proportion(10, control)));
        Assert.Null(sequence.Difference(new Moments(treated, 1, 1), new Moments(control, 1, 1)));
    }

    [Fact]
    public void Difference_MeansThatDoNotVary_IsUnknown() =>
        Assert.Null(ConfidenceSequence.TunedFor(1_000).Difference(new Moments(900, 1, 10), new Moments(100, 0, 0)));

    [Fact]
    public void TunedFor_Nobody_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.TunedFor(0));
}
