using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Guards;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Guards;

/// <summary>Each guard just before and just beyond its bound.</summary>
public sealed class GuardJudgeTests
{
    private static readonly Campaign Active = Given.Campaign() with { Status = CampaignStatus.Active };

    private static readonly CampaignReport Fine = AReport.Of((900, 9), (100, 1));

    [Fact]
    public void Judge_AllWell_TripsNothingAndSaysHowEachStands()
    {
        var states = GuardJudge.Judge(Active, AReport.Evidence(Fine));

        Assert.Equal([GuardNames.Harm, GuardNames.Failures, GuardNames.SampleRatio], states.Select(state => state.Guard));
        Assert.All(states, state => Assert.False(state.IsTripped || state.IsBlind));
        Assert.All(states, state => Assert.StartsWith(state.Guard, state.Says, StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_Off_JudgesNothing() => Assert.Empty(GuardJudge.Judge(Guarded(harm: null, failures: null, sampleRatio: false), AReport.Evidence(Fine)));

    [Fact]
    public void Judge_Harm_TripsWhereTheLowEndOfItsIntervalIsAboveTheBound()
    {
        var report = AReport.Of((5000, 500), (1000, 10));
        var low = report.Harm!.OfAny!.AlwaysValid!.Interval.Low;

        Assert.InRange(low, 0.05, 0.09);
        Assert.False(One(Guarded(harm: low), report).IsTripped);
        Assert.True(One(Guarded(harm: low - 1e-9), report).IsTripped);
        Assert.False(One(Guarded(harm: 0), AReport.Of((5000, 500), (1000, 100))).IsTripped);      // as much harm in holdout
        Assert.Equal((null, false), (One(Guarded(harm: 0), AReport.Of((400, 400), (49, 0))).Value, One(Guarded(harm: 0), AReport.Of((400, 400), (49, 0))).IsTripped));
    }

    [Theory]
    [InlineData(99, 99, false)]         // too few to judge
    [InlineData(100, 33, false)]        // Wilson's interval at 99.9 % begins at 19.87 %
    [InlineData(100, 34, true)]         // 20.67 %
    [InlineData(10_000, 2_131, false)]  // 19.994 %
    [InlineData(10_000, 2_132, true)]   // 20.004 %
    public void Judge_Failures_TripWhereTheyAreSurelyAboveTheBound(long all, long failed, bool isTripped)
    {
        var state = One(Guarded(failures: 0.2), Fine, new(all, failed));
        Assert.True(isTripped == state.IsTripped, state.Says);
    }

    [Theory]
    [InlineData("100.01", false)]
    [InlineData("100.00", true)]        // spent is spent at exactly so much
    [InlineData("99.99", true)]
    public void Judge_Budget_CountsMessagesUsedCodesAndThoseThatMayStillBeUsed(string amount, bool isTripped)
    {
        // 600 × 0.05 + 20 × 2 used; of the 10 usable codes worth 40, a quarter is used: 30 are left.
        TouchCount touch = new() { Touch = "first", Channel = Channel.Sms, Accepted = 600, Refused = 50, Unknown = 50 };
        var report = AReport.Of((900, 9), (100, 1), touch: touch, offer: new("gift", 200, 800, 20, 40, "EUR"));
        var campaign = Guarded(budget: new(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), "EUR"));

        var state = One(campaign, report, usable: new OfferCount("gift", 8, 40, 2, 4, "EUR"));

        Assert.True(isTripped == state.IsTripped, state.Says);
        Assert.Equal(100, state.Value);
    }

    [Fact]
    public void Judge_BudgetInAnotherCurrency_CountsItByTheRate()
    {
        TouchCount touch = new() { Touch = "first", Channel = Channel.Sms, Accepted = 600 };       // 30 EUR
        MoneyOptions money = new() { Rates = { ["USD"] = 0.5m } };
        var report = AReport.Of((900, 9), (100, 1), touch: touch);

        var states = new[] { 61m, 60m }.Select(amount => Assert.Single(GuardJudge.Judge(Guarded(budget: new(amount, "USD")), AReport.Evidence(report) with { Money = money })));

        Assert.Equal([(60.0, false), (60.0, true)], states.Select(state => (state.Value!.Value, state.IsTripped)));
    }

    [Fact]
    public void Judge_BudgetInACurrencyWithoutRate_SaysThatItCannotTellAndDoesNotTrip()
    {
        TouchCount touch = new() { Touch = "first", Channel = Channel.Sms, Accepted = 600 };

        var state = One(Guarded(budget: new(1, "USD")), AReport.Of((900, 9), (100, 1), touch: touch));

        Assert.Equal((true, false, "budget: cannot be judged, because no rate (Money__Rates) says what USD is worth; the budget is in USD"), (state.IsBlind, state.IsTripped, state.Says));
        Assert.False(One(Guarded(budget: new(1, "USD")), Fine).IsBlind);      // nothing was spent in any currency
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1090, false)]       // a check for one look would say p = 0.003
    [InlineData(1300, true)]
    public void Judge_SampleRatio_TripsWhereTheReportCallsItUnbalanced(long heldOut, bool isTripped)
    {
        var report = AReport.Of((10_000 - heldOut, 0), (heldOut, 0));

        Assert.Equal(isTripped, !report.Assignment.DrawnAlwaysValid.IsBalanced);
        Assert.Equal(isTripped, One(Guarded(sampleRatio: true), report).IsTripped);
    }

    [Fact]
    public void Judge_ResumedAfterHarm_TripsOnlyOnceHarmIsSurelyAboveWhatWasAccepted()
    {
        var campaign = Guarded(harm: 0.01) with { GuardPause = new(1, Given.Noon, [new(GuardNames.Harm, 1, 0.09, 0.01, "")]) };

        Assert.False(One(campaign, AReport.Of((5000, 500), (1000, 10))).IsTripped);
        Assert.True(One(campaign, AReport.Of((5000, 900), (1000, 10))).IsTripped);
        Assert.True(One(campaign with { Status = CampaignStatus.Paused }, AReport.Of((5000, 500), (1000, 10))).IsTripped);      // nobody accepted it yet
    }

    [Fact]
    public void Judge_ResumedAfterASampleRatio_TripsOnlyOnAsMuchEvidenceAgain()
    {
        var report = AReport.Of((8_700, 0), (1_300, 0));
        var p = report.Assignment.DrawnAlwaysValid.PValue!.Value;
        var campaign = Guarded(sampleRatio: true) with { GuardPause = new(1, Given.Noon, [new(GuardNames.SampleRatio, 1, p, SequentialAssignmentCheck.Alarm, "")]) };

        Assert.False(One(campaign, report).IsTripped);
        Assert.True(One(campaign, AReport.Of((17_400, 0), (2_600, 0))).IsTripped);
    }

    // A p-value this small is zero in a double: the evidence is remembered, and more of it still trips.
    [Fact]
    public void Judge_ResumedAfterASampleRatioBeyondAnyPValue_StillTripsOnAsMuchEvidenceAgain()
    {
        CampaignReport report = AReport.Of((10_000, 0), (0, 0)), same = AReport.Of((10_010, 0), (0, 0)), more = AReport.Of((10_100, 0), (0, 0));
        var state = One(Guarded(sampleRatio: true), report);
        Assert.Equal(0, report.Assignment.DrawnAlwaysValid.PValue);
        Assert.True(state is { IsTripped: true, Value: > 0, Evidence: > 745 }, state.Says);
        Assert.EndsWith("(always-valid p below 0.000001); it trips below 0.01", state.Says, StringComparison.Ordinal);
        var campaign = Guarded(sampleRatio: true) with { GuardPause = new(1, Given.Noon, [new(GuardNames.SampleRatio, 1, state.Value!.Value, state.Bound, "") { Evidence = state.Evidence }]) };

        Assert.False(One(campaign, report).IsTripped);
        Assert.False(One(campaign, same).IsTripped);
        Assert.True(One(campaign, more).IsTripped);
        Assert.EndsWith("it trips at a hundredth of the p-value that was accepted", One(campaign, same).Says, StringComparison.Ordinal);
        Assert.True(One(Zero(), report).IsTripped);     // a zero that was kept before evidence was
    }

    [Fact]
    public void Judge_SomebodyInAnArmThatNobodyCouldBeDrawnInto_TripsOnceAndSaysThatItCannotAgain()
    {
        var report = AReport.Of((900, 0), (10, 0), share: 0);
        var state = One(Guarded(sampleRatio: true), report);
        var campaign = Guarded(sampleRatio: true) with { GuardPause = new(1, Given.Noon, [new(GuardNames.SampleRatio, 1, state.Value!.Value, state.Bound, "") { Evidence = state.Evidence }]) };

        Assert.Equal((true, false), (state.IsTripped, state.IsBlind));
        Assert.True(double.IsFinite(state.Evidence!.Value));
        Assert.Equal((false, true), (One(campaign, report).IsTripped, One(campaign, report).IsBlind));
    }

    private static Campaign Zero() => Guarded(sampleRatio: true) with { GuardPause = new(1, Given.Noon, [new(GuardNames.SampleRatio, 1, 0, 0.01, "")]) };

    private static Campaign Guarded(double? harm = null, double? failures = null, GuardBudget? budget = null, bool sampleRatio = false) =>
        Active with { Guards = new() { Harm = harm, Failures = failures, Budget = budget, SampleRatio = sampleRatio } };

    private static GuardState One(Campaign campaign, CampaignReport report, HandOvers? lately = null, params OfferCount[] usable) =>
        Assert.Single(GuardJudge.Judge(campaign, AReport.Evidence(report, lately, usable)));
}
