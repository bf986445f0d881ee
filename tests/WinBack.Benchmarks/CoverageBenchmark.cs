using System.Globalization;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Tests.Reporting.Statistics;

namespace WinBack.Benchmarks;

/// <summary>
/// How often intervals contain the truth they were drawn around. Each line is so many seeded experiments, so its share has the standard error that stands beside it;
/// a line fails where four of those do not reach the range that the method is known to keep.
/// </summary>
internal static class CoverageBenchmark
{
    private const int Users = 3_000;

    public static int Run(string[] arguments)
    {
        var runs = arguments is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 20_000;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-66}{"covers",8}{"± s.e.",8}  should"));
        bool[] held =
        [
            Line(runs, "Newcombe, 12 % of 900 against 10 % of 100", .95, .965, draws => Rates(draws, 900, .12, 100, .10)!.Interval.Contains(.02)),
            Line(runs, "Newcombe, 1.2 % of 4,500 against 1 % of 500", .95, .97, draws => Rates(draws, 4500, .012, 500, .01)!.Interval.Contains(.002)),
            Line(runs, "Wilson, 5 % of 300", .94, .96, draws => new Proportion(draws.Successes(300, .05), 300).Wilson().Contains(.05)),
            Line(runs, "Welch, spend of 12 % of 1,800 against 10 % of 600", .94, .95, draws => Welch.Difference(Spend(draws, 1800, .12), Spend(draws, 600, .10))!.Interval.Contains(1)),
            Line(runs, "relative lift of rates, 24 % of 900 against 20 % of 900", .945, .955, draws => Relative(draws, 900, .24, 900, .20).Contains(.2)),
            Line(runs, "relative lift of rates, 12 % of 2,700 against 10 % of 300", .93, .955, draws => Relative(draws, 2700, .12, 300, .10).Contains(.2)),
            Line(runs, "over enrolments, users of 1 to 4 who end alike", .94, .95, draws => Clustered(draws)),
            Line(runs, "Kaplan-Meier, day 20 of 200, a third censored", .945, .955, draws => Curve(draws)),
            Peek(runs / 20, "every look, rate 10 %, half held out", .5, draws => draws.Next() < .10 ? 1 : 0),
            Peek(runs / 20, "every look, rate 10 %, a tenth held out", .1, draws => draws.Next() < .10 ? 1 : 0),
            Peek(runs / 20, "every look, rate 2 %, a tenth held out", .1, draws => draws.Next() < .02 ? 1 : 0),
            Peek(runs / 20, "every look, spend of 10 %, a tenth held out", .1, draws => draws.Spend(.10, 50), areRates: false),
            Line(runs / 20, "arms as drawn, read 100 times, a tenth held out", .99, 1, draws => Drawn(draws)),
        ];
        return Array.TrueForAll(held, each => each) ? 0 : 1;
    }

    private static bool Line(int runs, string what, double least, double most, Func<Draws, bool> covers)
    {
        var draws = new Draws(2026);
        var covered = 0;
        for (var run = 0; run < runs; run++)
            covered += covers(draws) ? 1 : 0;
        var (share, error) = ((double)covered / runs, Math.Sqrt(least * (1 - least) / runs));
        var holds = share >= least - (4 * error) && share <= most + (4 * error);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-66}{share,8:0.0000}{error,8:0.0000}  {least:0.###} to {most:0.###}{(holds ? "" : "  DOES NOT")}"));
        return holds;
    }

    // Covers when the truth, no effect, is in every one of the intervals after every user.
    private static bool Peek(int runs, string what, double share, Func<Draws, double> outcome, bool areRates = true)
    {
        var sequence = ConfidenceSequence.TunedFor(Users / 2);
        return Line(runs, what, .95, 1, draws =>
        {
            Moments treated = default, control = default;
            for (var user = 0; user < Users; user++)
            {
                if (draws.Next() < share)
                    control = control.With(outcome(draws));
                else
                    treated = treated.With(outcome(draws));
                var look = areRates ? sequence.Difference(Rate(treated), Rate(control)) : sequence.Difference(treated, control);
                if (look is { } always && !always.Interval.Contains(0))
                    return false;
            }

            return true;
        });
    }

    private static Proportion Rate(Moments moments) => new((long)Math.Round(moments.Mean * moments.Count), moments.Count);

    private static Estimate? Rates(Draws draws, int treated, double p1, int control, double p0) =>
        Newcombe.Difference(new(draws.Successes(treated, p1), treated), new(draws.Successes(control, p0), control));

    private static Interval Relative(Draws draws, int treated, double p1, int control, double p0) =>
        RelativeLift.OfProportions(new(draws.Successes(treated, p1), treated), new(draws.Successes(control, p0), control))!.Interval;

    private static Moments Spend(Draws draws, int users, double buyers)
    {
        var moments = default(Moments);
        for (var i = 0; i < users; i++)
            moments = moments.With(draws.Spend(buyers, 50));
        return moments;
    }

    private static bool Clustered(Draws draws)
    {
        return ClusterRobust.Difference(Arm(600, .25), Arm(150, .20))!.Interval.Contains(.05);

        // Each user comes back nearly always or nearly never, to the given rate over all.
        RatioMoments Arm(int users, double rate)
        {
            var sums = default(RatioMoments);
            for (var i = 0; i < users; i++)
            {
                var p = draws.Next() < (rate - .05) / .85 ? .9 : .05;
                var enrolments = 1 + (int)(4 * draws.Next());
                sums = sums.With(draws.Successes(enrolments, p), enrolments);
            }

            return sums;
        }
    }

    private static bool Curve(Draws draws)
    {
        var days = new (long Returned, long Censored)[41];
        for (var person = 0; person < 200; person++)
        {
            int back = Geometric(.02), gone = Geometric(.01);
            if (back <= gone && back < 40)
                days[back].Returned++;
            else
                days[Math.Min(40, gone)].Censored++;
        }

        return KaplanMeier.Curve([.. days.Select((day, i) => new DayOfReturns(i, day.Returned, day.Censored))])[20]
            .Returned.Interval.Contains(1 - Math.Pow(.98, 21));

        int Geometric(double p) => (int)Math.Floor(Math.Log(1 - draws.Next()) / Math.Log(1 - p));
    }

    private static bool Drawn(Draws draws)
    {
        var holdout = 0;
        for (var all = 30; all <= Users; all += 30)
        {
            holdout += draws.Successes(30, .1);
            if (!SequentialAssignmentCheck.Of([DrawStratum.OfHoldout(holdout, all, .1)]).IsBalanced)
                return false;
        }

        return true;
    }
}
