using System.Globalization;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>
/// Says in a sentence or two what the intervals of the return rate allow to be said, and not a word more. An effect is claimed by the always-valid
/// interval alone, because a report is read again and again.
/// </summary>
internal static class LiftVerdict
{
    private const double MostTimes = 1_000;
    private const int Halvings = 40;

    /// <param name="lift">Everybody whose window has closed.</param>
    /// <param name="look">The newest look; null while there is none.</param>
    /// <param name="treated">Persons in treatment whom that is measured on.</param>
    /// <param name="checks">Whether the arms are as drawn.</param>
    /// <param name="detectable">What could have been found.</param>
    /// <param name="isComplete">Whether nobody more can come: no window is open, and the days of enrolment are past.</param>
    public static string Of(RateLift lift, LiftLook? look, long treated, AssignmentChecks checks, Detectable detectable, bool isComplete = false)
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
        if (look?.AlwaysValid.Return is not { } always)
        {
            return isComplete
                ? $"Too few entered in these days to tell: {Anything(absolute.Interval)} (95 % interval for one look), and a claim takes {ConfidenceSequence.FewestUsers} people in each arm."
                : $"Too early to tell: {Anything(absolute.Interval)} (95 % interval for one look), and the first {ConfidenceSequence.FewestUsers} people of each arm are not all known yet.";
        }

        var (low, high) = (always.Interval.Low, always.Interval.High);
        if (low > 0)
            return $"The campaign brought back more people than would have come on their own: {Points(low)} to {Points(high)} more of every 100 (95 % interval that holds at every look).";
        if (high < 0)
            return $"Fewer people came back with the campaign than without it: {Points(-high)} to {Points(-low)} fewer of every 100 (95 % interval that holds at every look).";
        var seen = look.Lift.Return.Absolute;
        return seen is not null && !seen.Interval.Contains(0) && MoreToBeSure(always, treated, detectable.HeldOut) is { } more
            ? $"Not certain yet: one look by itself would say {Anything(seen.Interval)}, but this report is looked at again and again, and at every look {Anything(always.Interval)}. "
                + $"If the difference stays what it is, about {About(more)} more held-out {Counted.Word(more, "person settles", "people settle")} it."
            : $"Too early to tell whether the campaign brings anybody back: {Anything(always.Interval)} (95 % interval that holds at every look). {Missing(detectable)}";
    }

    // Two digits that count: a small effect is not rounded to none.
    internal static string Points(double fraction)
    {
        var points = fraction * 100;
        var digits = points is 0 or >= 10 ? 1 : Math.Clamp(1 - (int)Math.Floor(Math.Log10(points)), 1, 6);
        return points.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Anything(Interval interval) =>
        interval.Low > 0 ? $"{Points(interval.Low)} to {Points(interval.High)} more of every 100 came back"
        : interval.High < 0 ? $"{Points(-interval.High)} to {Points(-interval.Low)} fewer of every 100 came back"
        : $"of every 100 people, anything from {Points(-interval.Low)} fewer to {Points(interval.High)} more came back";

    private static string Missing(Detectable detectable)
    {
        var worthwhile = string.Create(CultureInfo.InvariantCulture, $"{100 * detectable.WorthwhileLift:0.#} % of the rate without it (relative)");
        return detectable.MoreHeldOut switch
        {
            null => $"What it takes to find a lift of {worthwhile} cannot be said before somebody held out has come back.",
            0 => $"A lift of {worthwhile} would probably have shown by now.",
            { } more => $"Needs about {About(more)} more held-out {Counted.Word(more, "person", "people")}, beside the {detectable.HeldOut.ToString("N0", CultureInfo.InvariantCulture)} there are, to find a lift of {worthwhile}.",
        };
    }

    // How many more held-out until the interval leaves out zero, if estimate and spread stay what they are. Null where that is out of sight.
    private static long? MoreToBeSure(AlwaysValidEstimate always, long treated, long heldOut)
    {
        var users = treated + heldOut;
        var error = (always.Interval.High - always.Interval.Low) / 2 / AlwaysValidStrata.Sequence.Reach(1, users);
        if (!IsSure(MostTimes))
            return null;
        double low = 1, high = MostTimes;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = IsSure(middle) ? (low, middle) : (middle, high);
        }

        return Math.Max(1, (long)Math.Ceiling((high - 1) * heldOut));

        bool IsSure(double times) => AlwaysValidStrata.Sequence.Reach(error / Math.Sqrt(times), (long)(users * times)) < Math.Abs(always.Value);
    }

    private static string About(long count) => DetectableOfSums.RoundedUp(count).ToString("N0", CultureInfo.InvariantCulture);
}
