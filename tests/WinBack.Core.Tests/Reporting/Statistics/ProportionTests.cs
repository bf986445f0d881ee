using WinBack.Core.Reporting.Statistics;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Statistics;

public sealed class ProportionTests
{
    /// <summary>The single proportions of Newcombe's companion paper, Statistics in Medicine 17 (1998) 857–872, Table I, score method, to six digits.</summary>
    [Theory]
    [InlineData(81, 263, .255289, .366210)]
    [InlineData(15, 148, .062386, .160487)]
    [InlineData(0, 20, 0, .161125)]
    [InlineData(1, 29, .006113, .171755)]
    [InlineData(0, 10, 0, .277533)]
    public void Wilson_PublishedCase_Agrees(int successes, int count, double low, double high)
    {
        var interval = new Proportion(successes, count).Wilson();

        Assert.Equal(low, interval.Low, 6);
        Assert.Equal(high, interval.High, 6);
    }

    [Fact]
    public void Wilson_NoneOrAll_EndsExactlyAtTheBound()
    {
        Assert.Equal(0.0, new Proportion(0, 7).Wilson().Low);
        Assert.Equal(1.0, new Proportion(7, 7).Wilson().High);
    }

    [Theory]
    [InlineData(0, 0)]   // no share of nobody
    [InlineData(3, 2)]
    [InlineData(-1, 2)]
    public void Wilson_NoProportion_IsRefused(int successes, int count) =>
        Assert.Throws<InvalidOperationException>(() => new Proportion(successes, count).Wilson());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Wilson_LevelThatIsNone_IsRefused(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(1, 2).Wilson(level));
}
