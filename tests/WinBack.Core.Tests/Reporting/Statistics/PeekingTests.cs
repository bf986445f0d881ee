using WinBack.Core.Reporting.Statistics;
using Xunit;
using Xunit.Abstractions;

namespace WinBack.Core.Tests.Reporting.Statistics;

/// <summary>
/// Seeded experiments without an effect, looked at after every user from the first on, by someone who stops at the first look that shows one. At most 5 % of
/// 400 may err; the standard error of that share is √(.05·.95/400) = .0109, and the bounds below are three of those above.
/// </summary>
public sealed class PeekingTests(ITestOutputHelper log)
{
    private const int Runs = 400;
    private const double Tolerance = 3 * .0109;

    [Theory]
    [InlineData(.5, .10)]
    [InlineData(.1, .10)]     // the usual: one in ten held out
    [InlineData(.1, .02)]     // a rate at which the holdout has few successes for long
    [InlineData(.05, .30)]
    [InlineData(.1, .005)]
    public void Difference_OfProportions_SeldomErrsAtAnyLook(double share, double rate)
    {
        var sequence = ConfidenceSequence.TunedFor(1000);
        var erred = Count(11, share, draws => draws.Next() < rate ? 1 : 0, (treated, control) => sequence.Difference(Rate(treated), Rate(control)));

        Assert.InRange(erred, 0, .05 + Tolerance);
    }

    [Theory]
    [InlineData(.5, .10)]
    [InlineData(.1, .10)]
    [InlineData(.1, .02)]
    [InlineData(.05, .10)]
    public void Difference_OfSkewedSpend_SeldomErrsAtAnyLook(double share, double buyers)
    {
        var sequence = ConfidenceSequence.TunedFor(1000);
        var erred = Count(12, share, draws => draws.Spend(buyers, 50), sequence.Difference);

        Assert.InRange(erred, 0, .05 + Tolerance);
    }

    /// <summary>Without these three, intervals that are always as wide as the world would pass.</summary>
    [Fact]
    public void Difference_OfOneLook_ErrsAtManyOfThem()
    {
        var erred = Count(11, .5, draws => draws.Next() < .1 ? 1 : 0, (treated, control) =>
            ConfidenceSequence.IsTooFew(treated.Count, control.Count) ? null : new(Newcombe.Difference(Rate(treated), Rate(control))!.Interval, 1));

        Assert.InRange(erred, .25, 1);
    }

    [Fact]
    public void Difference_OfATrueEffect_IsFound()
    {
        var (sequence, draws, found) = (ConfidenceSequence.TunedFor(1000), new Draws(13), 0);
        for (var run = 0; run < Runs; run++)
            found += sequence.Difference(new Proportion(draws.Successes(500, .3), 500), new Proportion(draws.Successes(500, .18), 500))!.PValue < .05 ? 1 : 0;

        // The effect is 4.5 standard errors, and 3.035 are needed: .93 of them are found.
        Assert.InRange((double)found / Runs, .88, .97);
    }

    [Fact]
    public void Difference_OfATrueEffectOnSpend_IsFound()
    {
        var (sequence, draws, found) = (ConfidenceSequence.TunedFor(1000), new Draws(14), 0);
        for (var run = 0; run < Runs; run++)
        {
            Moments treated = default, control = default;
            for (var user = 0; user < 500; user++)
                (treated, control) = (treated.With(draws.Spend(.3, 50)), control.With(draws.Spend(.12, 50)));
            found += sequence.Difference(treated, control) is { PValue: < .05, Interval.Low: > 0 } ? 1 : 0;
        }

        // The effect is 9 a head. It varies by 1.92, and must pass 3.035 times 2.10, the standard error that bears early looks: Φ(1.38) = .92 of them are found.
        log.WriteLine($"{(double)found / Runs:0.000} of {Runs} effects on spend were found");
        Assert.InRange((double)found / Runs, .87, .97);
    }

    private static Proportion Rate(Moments moments) => new((long)Math.Round(moments.Mean * moments.Count), moments.Count);

    private double Count(ulong seed, double share, Func<Draws, double> outcome, Func<Moments, Moments, double, AlwaysValid?> look) =>
        Count(seed, share, outcome, (treated, control) => look(treated, control, .95));

    private double Count(ulong seed, double share, Func<Draws, double> outcome, Func<Moments, Moments, AlwaysValid?> look)
    {
        var draws = new Draws(seed);
        var erred = 0;
        for (var run = 0; run < Runs; run++)
        {
            Moments treated = default, control = default;
            for (var user = 0; user < 2000; user++)
            {
                if (draws.Next() < share)
                    control = control.With(outcome(draws));
                else
                    treated = treated.With(outcome(draws));
                if (look(treated, control) is { } always && !always.Interval.Contains(0))
                {
                    erred++;
                    break;
                }
            }
        }

        log.WriteLine($"{(double)erred / Runs:0.000} of {Runs} experiments without an effect showed one at some look");
        return (double)erred / Runs;
    }
}
