using System.ComponentModel.DataAnnotations;
using WinBack.Core.Events;
using Xunit;

namespace WinBack.Core.Tests.Events;

public sealed class MoneyOptionsTests
{
    [Theory]
    [InlineData(10, "USD", null, 9.2)]
    [InlineData(-10, "USD", null, -9.2)]
    [InlineData(0.005, "USD", null, 0)]          // 0.0046
    [InlineData(0.0163, "USD", null, 0.01)]      // 0.014996
    [InlineData(25, "JPY", null, 0.15)]          // 0.1525
    [InlineData(12.345678, "EUR", null, 12.345678)]
    [InlineData(12.345678, null, null, 12.345678)]
    [InlineData(9.2, "EUR", "USD", 10)]
    [InlineData(1, "USD", "JPY", 151)]           // 150.8: no smaller unit than the yen
    [InlineData(-1, "USD", "JPY", -151)]
    [InlineData(1, "EUR", "KWD", 0.301)]         // a thousandth
    public void Convert_ToTheMinorUnit(double amount, string? from, string? to, double expected) =>
        Assert.Equal((decimal)expected, Money().Convert((decimal)amount, from, to));

    [Fact]
    public void Convert_ExactHalf_GoesAwayFromZeroBothWays()
    {
        MoneyOptions money = new() { Rates = { ["USD"] = 0.5m } };
        Assert.Equal((0.01m, -0.01m), (money.Convert(0.01m, "USD"), money.Convert(-0.01m, "USD")));
    }

    [Fact]
    public void Convert_WithoutRate_IsNull() => Assert.Equal((null, null), (Money().Convert(1, "CHF"), Money().Convert(1, "USD", "CHF")));

    [Fact]
    public void Fault_WithoutRate_NamesCurrencySettingAndWhatIsAllowed()
    {
        Assert.Null(Money().Fault(null));
        Assert.Null(Money().Fault("USD"));
        Assert.Equal(
            new FormFault(
                "The value is in CHF, and no rate says what that is worth in EUR.",
                "EUR, JPY, KWD, USD; with the setting Money__Rates__CHF, what one CHF is worth in EUR, CHF as well."),
            Money().Fault("CHF"));
    }

    [Theory]
    [InlineData("EUR", "USD", 0.92, true)]
    [InlineData("EUR", "USD", 0, false)]
    [InlineData("EUR", "USD", 1_000_001, false)]
    [InlineData("EUR", "usd", 0.92, false)]
    [InlineData("EUR", "EUR", 1, false)]
    [InlineData("QQQ", "USD", 1, false)]
    public void Validate_OtherThanCurrenciesAndRates_IsRefused(string currency, string code, double rate, bool isGood)
    {
        MoneyOptions money = new() { Currency = currency, Rates = { [code] = (decimal)rate } };
        Assert.Equal(isGood, !money.Validate(new ValidationContext(money)).Any());
    }

    private static MoneyOptions Money() => new() { Rates = { ["USD"] = 0.92m, ["JPY"] = 0.0061m, ["KWD"] = 3.32m } };
}
