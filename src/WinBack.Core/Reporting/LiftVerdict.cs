using System.Globalization;

namespace WinBack.Core.Reporting;

/// <summary>Says in one sentence what the interval of the return rate allows to be said, and not a word more.</summary>
internal static class LiftVerdict
{
    public static string Of(RateLift lift, AssignmentChecks checks)
    {
        if (lift.Treatment.Of + lift.Holdout.Of == 0)
            return "No window has closed yet: it is too early to say anything about the effect.";
        if (lift.Holdout.Of == 0)
            return "Nobody held out has an outcome yet: without them nothing can be said about what the campaign caused.";
        if (lift.Absolute is null && lift.Treatment.Of > 0)
            return "No share of the holdout has outcomes in both arms yet: nothing can be said about what the campaign caused.";
        if (lift.Absolute is not { } absolute)
            return "Nobody in treatment has an outcome yet: nothing can be said about what the campaign caused.";
        if (!checks.IsBalanced)
            return "The arms did not come out as they were drawn: find the leak before reading the lift.";
        var (low, high) = (absolute.Interval.Low, absolute.Interval.High);
        if (low > 0)
            return $"The campaign brought back more people than would have come on their own: {Points(low)} to {Points(high)} more of every 100 (95 % interval).";
        if (high < 0)
            return $"Fewer people came back with the campaign than without it: {Points(-high)} to {Points(-low)} fewer of every 100 (95 % interval).";
        return "The data do not tell whether the campaign brought anybody back: of every 100 people, anything from "
            + $"{Points(Math.Max(0, -low))} fewer to {Points(Math.Max(0, high))} more came back (95 % interval).";
    }

    // Two digits that count: a small effect is not rounded to none.
    internal static string Points(double fraction)
    {
        var points = fraction * 100;
        var digits = points is 0 or >= 10 ? 1 : Math.Clamp(1 - (int)Math.Floor(Math.Log10(points)), 1, 6);
        return points.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
