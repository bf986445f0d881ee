using WinBack.Core.Tests.Reporting.Statistics;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

/// <summary>Groups, money, harm and curves of a report.</summary>
public sealed class EffectTests
{
    private readonly Tallied _tally = new();

    [Fact]
    public void Groups_VariantsWithAndWithoutEffect_AreToldApartAndCorrected()
    {
        foreach (var (variant, returned) in new[] { ("a", 60), ("b", 60), ("c", 160) })
        {
            _tally.Many($"t{variant}", Arm.Treatment, 400, returned, .5, variant: variant);
            _tally.Many($"h{variant}", Arm.Holdout, 400, 60, .5, variant: variant);
        }

        var table = Assert.Single(_tally.Report().Groups);

        Assert.Equal(("variant", 3, 3), (table.By, table.Groups.Count, table.Pairs.Count));
        Assert.Equal([false, false, true], table.Groups.Select(group => group.Corrected!.IsDifferent));
        Assert.Equal([("b", "a", false), ("c", "a", true), ("c", "b", true)], table.Pairs.Select(pair => (pair.Variant, pair.Against, pair.Corrected!.IsDifferent)));
        // Six comparisons, three of them different: 1 - 3 * .05 / 6, and 1 - 4 * .05 / 6 for the others.
        Assert.Equal(.975, table.Groups[2].Corrected!.Confidence, 12);
        Assert.Equal(1 - (.2 / 6), table.Groups[0].Corrected!.Confidence, 12);
        Assert.True(table.Groups[2].Corrected!.Interval.Low < table.Groups[2].Return.Absolute!.Interval.Low);
    }

    // Sure at one look, and not for whoever looks daily: the page with this table is read daily.
    [Fact]
    public void Groups_DifferentAtOneLookOnly_ClaimNothing()
    {
        _tally.Many("t", Arm.Treatment, 400, 80, .5, variant: "a");
        _tally.Many("h", Arm.Holdout, 400, 57, .5, variant: "a");
        _tally.Many("u", Arm.Treatment, 40, 30, .5, variant: "b");
        _tally.Many("k", Arm.Holdout, 40, 2, .5, variant: "b");

        var groups = Assert.Single(_tally.Report().Groups).Groups;

        Assert.All(groups, group => Assert.True(group.Return.Absolute!.Interval.Low > 0));
        Assert.False(groups[0].Corrected!.IsDifferent);
        Assert.Null(groups[1].Corrected);       // fewer than 50 in an arm
    }

    [Fact]
    public void Groups_InNoSegmentOrOfNoLanguage_HaveARowOfTheirOwnWhereOthersAreInOne()
    {
        foreach (var (person, segment, locale) in new[] { ("a", "big", (string?)null), ("b", null, null), ("c", null, null) })
        {
            _tally.Add(FactKind.Enrolled, person, Arm.Treatment, fact => fact with { Segment = segment, Locale = locale, Probability = .5 });
            _tally.Close(person, Arm.Treatment, returned: person == "c");
        }

        var table = Assert.Single(_tally.Report().Groups);      // nobody's language is known: then there is nothing to tell apart

        Assert.Equal(("segment", 3L), (table.By, table.Groups.Sum(group => group.Treatment.Enrolled)));
        Assert.Equal([("big", 1L, 0L), ("(none)", 2L, 1L)], table.Groups.Select(group => (group.Value, group.Treatment.Primary.Enrolments, group.Treatment.Primary.Returned)));
    }

    // Ten variants of which none does anything: uncorrected one in two tables claims something; corrected one in twenty.
    [Fact]
    public void Groups_ManyVariantsWithoutEffect_SeldomClaimOne()
    {
        Draws draws = new(5);
        var claims = 0;
        for (var run = 0; run < 40; run++)
        {
            Tallied tally = new();
            for (var variant = 0; variant < 10; variant++)
            {
                tally.Many($"t{variant}.", Arm.Treatment, 100, draws.Successes(100, .2), .5, variant: $"v{variant}");
                tally.Many($"h{variant}.", Arm.Holdout, 100, draws.Successes(100, .2), .5, variant: $"v{variant}");
            }

            var table = Assert.Single(tally.Report().Groups);
            claims += table.Groups.Any(group => group.Corrected!.IsDifferent) || table.Pairs.Any(pair => pair.Corrected!.IsDifferent) ? 1 : 0;
        }

        Assert.InRange(claims, 0, 6);
    }

    [Fact]
    public void Money_IsTheEffectTimesThoseTreatedLessWhatItCost()
    {
        for (var i = 0; i < 100; i++)
        {
            _tally.Enrol($"t{i}", Arm.Treatment);
            _tally.Close($"t{i}", Arm.Treatment, returned: i < 40, revenue: i < 40 ? 10 : 0, about: new() { MessageCost = .5m, OfferCost = i < 10 ? 2 : 0 });
        }

        _tally.Many("h", Arm.Holdout, 100, 20, .5);

        var money = _tally.Report(new() { Currency = "CHF", Margin = .4m }).Money!;

        Assert.Equal(20, money.IncrementalUsers!.Value, 9);
        Assert.Equal(200, money.IncrementalRevenue!.Value, 9);
        Assert.Equal(70, money.Cost);
        Assert.Equal((200 * .4) - 50 - (20 * .6), money.Profit!.Value, 9);     // the discount is in what was paid, but for the goods
        var always = money.IncrementalRevenueAlwaysValid!.Interval;
        Assert.Equal(money.Profit.Value, money.ProfitAlwaysValid!.Value, 9);
        Assert.Equal((always.Low * .4) - 62, money.ProfitAlwaysValid.Interval.Low, 9);
        Assert.Equal((always.High * .4) - 62, money.ProfitAlwaysValid.Interval.High, 9);
        Assert.Equal(3.5, money.CostPerIncrementalUser!.Value, 9);
        Assert.Equal(70 / money.IncrementalUsers.Interval.High, money.CostPerIncrementalUser.Low, 9);
        Assert.Equal("CHF", money.Currency);
        Assert.Equal(20, money.IncrementalUsersAlwaysValid!.Value, 9);
    }

    // Somebody who entered later has a window open, and the newest look waits: the cost of those who entered with them is no cost of that look.
    [Fact]
    public void Money_ProfitAtEveryLook_HasTheCostOfThePeopleOfThatLook()
    {
        _tally.Many("t", Arm.Treatment, 100, 40, .5);
        _tally.Many("h", Arm.Holdout, 100, 20, .5);
        _tally.Enrol("open", Arm.Treatment, day: 9);
        _tally.Enrol("late", Arm.Treatment, day: 9);
        _tally.Close("late", Arm.Treatment, returned: false, about: new() { MessageCost = 1_000 });

        var money = _tally.Report().Money!;

        Assert.Equal(200, money.ProfitAlwaysValid!.Value, 9);
        Assert.True(money.Profit!.Value < -700);
    }

    // Nobody was held out of the first thousand: no effect was measured on them, so none is claimed for them, nor their cost set against it.
    [Fact]
    public void Money_ShareWithoutHoldout_IsLeftOut()
    {
        _tally.Many("all", Arm.Treatment, 1_000, 900, 1);
        _tally.Many("t", Arm.Treatment, 100, 40, .5);
        _tally.Many("h", Arm.Holdout, 100, 20, .5);

        var report = _tally.Report();

        Assert.Equal((100, 20), (report.Money!.Persons, Math.Round(report.Money.IncrementalUsers!.Value, 9)));
        Assert.Equal(20, report.Money.IncrementalUsersAlwaysValid!.Value, 9);
        Assert.Equal(100, report.Detectable.HeldOut);
    }

    // Two shares: each difference counts for those it was measured on.
    [Fact]
    public void Money_TwoShares_IsTheSumOfWhatEachTreatedGained()
    {
        _tally.Many("t", Arm.Treatment, 900, 270, .9);
        _tally.Many("h", Arm.Holdout, 100, 20, .1);
        _tally.Many("u", Arm.Treatment, 100, 20, .5);
        _tally.Many("k", Arm.Holdout, 100, 20, .5);

        var money = _tally.Report().Money!;

        Assert.Equal(90, money.IncrementalUsers!.Value, 9);         // 900 × 0.1 + 100 × 0
        Assert.Equal(900, money.IncrementalRevenue!.Value, 9);
        Assert.Equal(90, money.IncrementalUsersAlwaysValid!.Value, 9);
        Assert.True(money.IncrementalUsers.Interval.Low < 90 && money.IncrementalRevenue.Interval.Low < 900);
    }

    [Fact]
    public void Money_EffectThatMayBeNone_HasNoUpperBoundForTheCostOfAPerson()
    {
        _tally.Many("t", Arm.Treatment, 100, 25, .5);
        _tally.Many("h", Arm.Holdout, 100, 24, .5);

        Assert.Null(_tally.Report().Money!.CostPerIncrementalUser!.High);
    }

    [Fact]
    public void Money_FewerCameBack_HasNoCostOfAPerson()
    {
        _tally.Many("t", Arm.Treatment, 100, 20, .5);
        _tally.Many("h", Arm.Holdout, 100, 24, .5);

        Assert.Null(_tally.Report().Money!.CostPerIncrementalUser);
    }

    [Fact]
    public void Harm_CountsPersonsOfBothArmsWithOpenWindowsToo()
    {
        for (var i = 0; i < 100; i++)
        {
            _tally.Enrol($"t{i}", Arm.Treatment);
            _tally.Enrol($"h{i}", Arm.Holdout);
            if (i < 12)
                _tally.Add(FactKind.OptedOut, $"t{i}", Arm.Treatment);
            if (i < 3)
                _tally.Add(FactKind.OptedOut, $"h{i}", Arm.Holdout);
        }

        var harm = _tally.Report().Harm!;

        Assert.Equal([(100L, 12L, 12L), (100L, 3L, 3L)], harm.Arms.Select(arm => (arm.Persons, arm.OptedOut, arm.Any)));
        Assert.Equal(.09, harm.OfAny!.Lift.Absolute!.Value, 12);
        Assert.NotNull(harm.OfAny.AlwaysValid);
    }

    [Fact]
    public void Reached_IsWhoWasHandedAMessageOrWouldHaveBeen()
    {
        _tally.Enrol("a", Arm.Treatment);
        _tally.Enrol("b", Arm.Treatment);
        _tally.Enrol("c", Arm.Holdout);
        _tally.Touch("a", Arm.Treatment, Channel.Push, AttemptState.Accepted);
        _tally.Touch("a", Arm.Treatment, Channel.Email, AttemptState.Accepted);
        _tally.Touch("b", Arm.Treatment, Channel.Email, AttemptState.Refused);
        _tally.Add(FactKind.WouldSend, "c", Arm.Holdout, fact => fact with { Touch = "t1", Channel = Channel.Push });

        Assert.Equal([1L, 1L], _tally.Report().Funnel.Select(arm => arm.Reached));
    }

    [Fact]
    public void Curves_EndAtTheShareThatReturned()
    {
        for (var i = 0; i < 100; i++)
        {
            var (person, back) = ($"t{i}", i < 30);
            _tally.Enrol(person, Arm.Treatment);
            _tally.Add(FactKind.Outcome, person, Arm.Treatment, fact => fact with
            {
                At = Given.Noon.AddDays(14),
                Status = EnrolmentStatus.Completed,
                Outcome = new(back ? Given.Noon.AddDays(i % 10) : null, null, 0),
            });
        }

        _tally.Many("h", Arm.Holdout, 100, 0, .5);

        var curves = _tally.Report().Curves;

        Assert.Equal([Arm.Treatment, Arm.Holdout], curves.Select(curve => curve.Arm));
        Assert.Equal(.3, curves[0].Points[^1].Returned.Value, 12);
        Assert.Equal(10, curves[0].Points.Count);
        Assert.Equal((9, 0.0), (curves[1].Points[^1].Day, curves[1].Points[^1].Returned.Value));
    }
}
