using System.Globalization;

namespace WinBack.Core.Reporting;

/// <summary>What came of an enrolment, in words: the same wherever one person is told of.</summary>
public static class OutcomeText
{
    /// <summary><c>came back on 2026-12-24 13:00 UTC, revenue 35.00 (learnt after the window closed)</c>; empty while the window is open.</summary>
    /// <param name="enrolment">The enrolment.</param>
    /// <param name="at">How instants are written there.</param>
    public static string Of(WhyEnrolment enrolment, Func<DateTimeOffset, string> at) =>
        enrolment.Outcome is not { } outcome ? ""
        : (outcome.ReturnedAt is { } back ? $"came back on {at(back)}" : "did not come back")
            + (outcome.ConvertedAt is null && outcome.Revenue == 0 ? "" : $", revenue {Amount(outcome.Revenue)}")
            + Later(enrolment);

    private static string Later(WhyEnrolment enrolment)
    {
        if (enrolment.OutcomeAtClose is not { } first || enrolment.Outcome is not { } now)
            return "";
        if (first.ReturnedAt is null && now.ReturnedAt is not null)
            return " (learnt after the window closed)";
        return first.Revenue == now.Revenue
            ? " (corrected after the window closed)"
            : $" (corrected after the window closed; the revenue was {Amount(first.Revenue)} then)";
    }

    private static string Amount(decimal value) => value.ToString("#,0.00", CultureInfo.InvariantCulture);
}
