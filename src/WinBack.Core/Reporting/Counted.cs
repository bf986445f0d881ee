using System.Globalization;

namespace WinBack.Core.Reporting;

/// <summary>Counts in sentences for people, so that one is never "1 people".</summary>
public static class Counted
{
    /// <summary><c>1 day</c>, <c>2,500 days</c>, <c>1 row breaks a promise</c></summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What follows a count of one.</param>
    /// <param name="many">What follows any other; null for the same with an s at its end.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {Word(count, one, many)}");

    /// <summary>The words alone.</summary>
    public static string Word(long count, string one, string? many = null) => count == 1 ? one : many ?? one + "s";
}
