using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Tests.Reporting.Statistics;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class LooksTests
{
    private readonly Tallied _tally = new();

    // Of those who entered on one day some windows may close before others. Looking at them first would look at the quick ones.
    [Fact]
    public void Looks_DayWithAnOpenWindow_WaitsWithAllDaysAfterIt()
    {
        for (var day = 0; day < 30; day++)
        {
            _tally.Many($"t{day}.", Arm.Treatment, 20, 6, .5, day);
            _tally.Many($"h{day}.", Arm.Holdout, 20, 4, .5, day);
        }

        _tally.Enrol("open", Arm.Holdout, day: 25);
        var looks = _tally.Report().Looks;

        Assert.Equal(Tallied.First.AddDays(24), looks[^1].Through);
        Assert.Equal((new Rate(150, 500), new Rate(100, 500)), (looks[^1].Lift.Return.Treatment, looks[^1].Lift.Return.Holdout));
        Assert.All(looks.SkipLast(1), look => Assert.Equal(DayOfWeek.Sunday, look.Through.DayOfWeek));
        Assert.Equal(looks.Select(look => look.Through).Order(), looks.Select(look => look.Through));
    }

    [Fact]
    public void Looks_OneShare_AreTheConfidenceSequenceOfBothCounts()
    {
        _tally.Many("t", Arm.Treatment, 900, 180, .9);
        _tally.Many("h", Arm.Holdout, 100, 10, .1);

        var look = Assert.Single(_tally.Report().Looks);

        var expected = ConfidenceSequence.TunedFor(5_000).Difference(new Proportion(180, 900), new Proportion(10, 100))!;
        Assert.Equal(expected.Interval.Low, look.AlwaysValid.Return!.Interval.Low, 12);
        Assert.Equal(expected.PValue, look.AlwaysValid.Return.PValue, 12);
        Assert.Equal(1, look.AlwaysValid.RelativeReturn!.Value, 12);
        Assert.True(look.AlwaysValid.Return.Interval.Low < look.Lift.Return.Absolute!.Interval.Low);
    }

    [Fact]
    public void Looks_FewerThan50InAnArm_SayNothing()
    {
        _tally.Many("t", Arm.Treatment, 900, 180, .9);
        _tally.Many("h", Arm.Holdout, 49, 1, .1);

        Assert.Null(Assert.Single(_tally.Report().Looks).AlwaysValid.Return);
    }

    // Half of the time a tenth is held out and half of the time a half, while the base rate moves: of 300 campaigns without effect, looked at
    // weekly for a year, no more than 5 % may ever look as if they had one.
    [Fact]
    public void Looks_NoEffectAndChangingShares_SeldomEverClaimOne()
    {
        Draws draws = new(11);
        var wrong = 0;
        for (var run = 0; run < 300; run++)
        {
            long treated = 0, held = 0, treatedLate = 0, heldLate = 0;
            var claimed = false;
            for (var week = 0; week < 52; week++)
            {
                treated += draws.Successes(week < 26 ? 90 : 0, .1);
                held += draws.Successes(week < 26 ? 10 : 0, .1);
                treatedLate += draws.Successes(week < 26 ? 0 : 50, .3);
                heldLate += draws.Successes(week < 26 ? 0 : 50, .3);
                var (early, late) = (Math.Min(week + 1, 26), Math.Max(0, week - 25));
                (Proportion, Proportion)[] strata = [(new(treated, 90 * early), new(held, 10 * early)), (new(treatedLate, 50 * late), new(heldLate, 50 * late))];
                claimed |= AlwaysValidStrata.Rates(strata) is { } look && !look.Interval.Contains(0);
            }

            wrong += claimed ? 1 : 0;
        }

        Assert.InRange(wrong, 0, 15);
    }

    [Fact]
    public void Cohorts_AreWeeksOfEntryFromMonday()
    {
        _tally.Many("t", Arm.Treatment, 10, 5, .5, day: 0);
        _tally.Many("h", Arm.Holdout, 10, 2, .5, day: 0);
        _tally.Many("u", Arm.Treatment, 10, 1, .5, day: 7);
        _tally.Enrol("open", Arm.Holdout, day: 7);

        var cohorts = _tally.Report().Cohorts;

        Assert.All(cohorts, cohort => Assert.Equal(DayOfWeek.Monday, cohort.Week.DayOfWeek));
        Assert.Equal([(0L, 10L, 10L), (1L, 10L, 1L)], cohorts.Select(each => (each.Open, each.Treatment.Enrolled, each.Holdout.Enrolled)));
        Assert.Equal(.3, cohorts[0].Return.Absolute!.Value, 12);
        Assert.Null(cohorts[1].Return.Absolute);
    }
}
