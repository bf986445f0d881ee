using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Functions.Pages;

/// <summary>Numbers as pages write them: thousands apart, a sign where it matters, an interval in brackets, and never one that is none.</summary>
internal static class Amounts
{
    /// <summary>Stands where there is too little to state a number.</summary>
    public const string TooFew = "too few";

    /// <summary>Stands where there is nothing.</summary>
    public const string None = "–";

    private const double Wide = 0.01;       // an interval of a point or more needs no hundredths

    /// <summary><c>1,234</c></summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>13.6 %</c></summary>
    public static string Share(double? share) => share is { } value && double.IsFinite(value) ? Text($"{100 * value:0.0} %") : TooFew;

    /// <summary><c>+7.4 points (5.9 to 9.0)</c></summary>
    public static string Points(Estimate? estimate) => estimate is null ? TooFew : Points(estimate.Value, estimate.Interval);

    /// <summary>The same of one that holds at every look.</summary>
    public static string Points(AlwaysValidEstimate? estimate) => estimate is null ? TooFew : Points(estimate.Value, estimate.Interval);

    /// <summary>The same of any.</summary>
    public static string Points(double value, Interval interval)
    {
        var digits = interval.High - interval.Low >= Wide ? "0.0" : "0.00";
        return With(100 * value, 100 * interval.Low, 100 * interval.High, digits, " points");
    }

    /// <summary><c>+12 % (3 to 21)</c></summary>
    public static string Percent(Estimate? estimate) => estimate is null ? TooFew : With(100 * estimate.Value, 100 * estimate.Interval.Low, 100 * estimate.Interval.High, "#,0", " %");

    /// <summary>The same of one that holds at every look.</summary>
    public static string Percent(AlwaysValidEstimate? estimate) => estimate is null ? TooFew : With(100 * estimate.Value, 100 * estimate.Interval.Low, 100 * estimate.Interval.High, "#,0", " %");

    /// <summary><c>+1.20 EUR (0.30 to 2.10)</c></summary>
    public static string Money(Estimate? estimate, string currency) => estimate is null ? TooFew : Money(estimate.Value, estimate.Interval, currency);

    /// <summary>The same of one that holds at every look.</summary>
    public static string Money(AlwaysValidEstimate? estimate, string currency) => estimate is null ? TooFew : Money(estimate.Value, estimate.Interval, currency);

    /// <summary><c>1,234.50 EUR</c></summary>
    public static string Money(decimal amount, string currency) => Text($"{amount:#,0.00}{Unit(currency)}");

    /// <summary><c>+47 (12 to 82)</c></summary>
    public static string People(Estimate? estimate) => estimate is null ? TooFew : With(estimate.Value, estimate.Interval.Low, estimate.Interval.High, "#,0", "");

    /// <summary>The same of one that holds at every look.</summary>
    public static string People(AlwaysValidEstimate? estimate) => estimate is null ? TooFew : With(estimate.Value, estimate.Interval.Low, estimate.Interval.High, "#,0", "");

    /// <summary><c>+0.12 (0.03 to 0.20)</c></summary>
    public static string Mean(Estimate? estimate) => estimate is null ? TooFew : Money(estimate.Value, estimate.Interval, "");

    /// <summary><c>3.10 EUR (2.20 to 5.40)</c>, or <c>(2.20 or more)</c> where there is no upper end.</summary>
    public static string Cost(CostPerUser? cost, string currency) => cost is null || !double.IsFinite(cost.Value)
        ? TooFew
        : Text($"{cost.Value:#,0.00} {currency} ({cost.Low:#,0.00} {(cost.High is { } high && double.IsFinite(high) ? Text($"to {high:#,0.00}") : "or more")})");

    /// <summary><c>p = 0.031</c></summary>
    public static string P(double? p) => p is not { } value || !double.IsFinite(value) ? None : value < 0.001 ? "p < 0.001" : Text($"p = {value:0.000}");

    /// <summary><c>2026-11-24 09:30 UTC</c></summary>
    public static string At(DateTimeOffset at) => Text($"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    private static string Money(double value, Interval interval, string currency) =>
        With(value, interval.Low, interval.High, Math.Abs(value) >= 1000 ? "#,0" : "#,0.00", Unit(currency));

    private static string Unit(string currency) => currency.Length == 0 ? "" : " " + currency;

    // "+0.0" says a direction that is not there.
    private static string With(double value, double low, double high, string digits, string unit)
    {
        if (!double.IsFinite(value) || !double.IsFinite(low) || !double.IsFinite(high))
            return TooFew;
        return $"{Text(value, $"+{digits};-{digits};{digits}")}{unit} ({Text(low, digits)} to {Text(high, digits)})";
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
