using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;
using WinBack.Functions.Pages;
using Xunit;

namespace WinBack.Functions.Tests.Pages;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(0.0741, 0.059, 0.0903, "+7.4 points (5.9 to 9.0)")]
    [InlineData(-0.02, -0.05, 0.01, "-2.0 points (-5.0 to 1.0)")]
    [InlineData(0.0012, 0.0008, 0.0016, "+0.12 points (0.08 to 0.16)")]     // a narrow interval is not rounded to none
    [InlineData(0, -0.1, 0.1, "0.0 points (-10.0 to 10.0)")]
    [InlineData(0.0001, -0.1, 0.1, "0.0 points (-10.0 to 10.0)")]           // no sign where nothing is left of the number
    [InlineData(double.NaN, 0, 0, "too few")]
    [InlineData(0, double.NegativeInfinity, 0, "too few")]
    public void Points_Estimate_StandsWithItsInterval(double value, double low, double high, string expected) =>
        Assert.Equal(expected, Amounts.Points(new Estimate(value, new(low, high))));

    [Fact]
    public void Everything_WithoutANumber_SaysTooFew() => Assert.All(
        new[]
        {
            Amounts.Points((Estimate?)null), Amounts.Points((AlwaysValidEstimate?)null), Amounts.Percent((Estimate?)null), Amounts.Money((Estimate?)null, "EUR"), Amounts.People((Estimate?)null),
            Amounts.Cost(null, "EUR"), Amounts.Share(null), Amounts.Share(double.NaN), Amounts.Mean(null),
        },
        text => Assert.Equal("too few", text));

    [Fact]
    public void Numbers_LargeOnes_HaveThousandsApart()
    {
        Assert.Equal("1,234,567", Amounts.Count(1234567));
        Assert.Equal("1,234.50 EUR", Amounts.Money(1234.5m, "EUR"));
        Assert.Equal("+12,000 EUR (1,000 to 23,000)", Amounts.Money(new Estimate(12000, new(1000, 23000)), "EUR"));
        Assert.Equal("+1,500 (-20 to 3,020)", Amounts.People(new Estimate(1500, new(-20, 3020))));
    }

    [Fact]
    public void Cost_WithoutAnUpperEnd_SaysSo()
    {
        Assert.Equal("3.10 EUR (2.20 to 5.40)", Amounts.Cost(new(3.1, 2.2, 5.4), "EUR"));
        Assert.Equal("3.10 EUR (2.20 or more)", Amounts.Cost(new(3.1, 2.2, null), "EUR"));
        Assert.Equal("3.10 EUR (2.20 or more)", Amounts.Cost(new(3.1, 2.2, double.PositiveInfinity), "EUR"));
    }
}
