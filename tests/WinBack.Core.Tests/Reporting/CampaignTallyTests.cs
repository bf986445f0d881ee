using System.Text.Json;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class CampaignTallyTests
{
    private readonly Tallied _tally = new();

    [Fact]
    public void ToReport_WithoutFacts_IsZerosThatCanBeWrittenAsJson()   // "NaN" is no JSON
    {
        var report = _tally.Report();

        Assert.All(report.Funnel, arm => Assert.Equal(0, arm.Enrolled));
        Assert.Null(report.Lift.Return.Absolute);
        Assert.StartsWith("No window has closed yet", report.Verdict, StringComparison.Ordinal);
        Assert.Contains("\"Share\":null", JsonSerializer.Serialize(report), StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_ClosedOpenAndVoid_AreCountedApartAndOnlyClosedOnesAreMeasured()
    {
        _tally.Enrol("a", Arm.Treatment);
        _tally.Enrol("b", Arm.Treatment);
        _tally.Enrol("c", Arm.Treatment);
        _tally.Close("a", Arm.Treatment, returned: true, revenue: 20);
        _tally.Add(FactKind.Voided, "b", Arm.Treatment);

        var treatment = _tally.Report().Funnel[0];

        Assert.Equal((3, 1, 1, 1), (treatment.Enrolled, treatment.Open, treatment.Void, treatment.Closed));
        Assert.Equal(new OutcomeSum(1, 1, 1, 20), treatment.Primary);
    }

    [Fact]
    public void ToReport_Variants_AreCountedInBothArmsByTheDraw()
    {
        foreach (var (person, arm, variant) in new[] { ("a", Arm.Treatment, "x"), ("b", Arm.Treatment, "y"), ("c", Arm.Holdout, "y") })
            _tally.Add(new() { Kind = FactKind.Enrolled, Campaign = "replenish", Version = 1, Person = person, Episode = 1, Arm = arm, At = Given.Noon, Probability = 0.5, Variant = variant });
        _tally.Close("b", Arm.Treatment, returned: true, revenue: 20);
        _tally.Close("c", Arm.Holdout, returned: false);

        Assert.Equal(
            [
                ("x", new(1, new(0, 0, 0, 0)), new(0, new(0, 0, 0, 0))),
                ("y", new GroupArm(1, new(1, 1, 1, 20)), new GroupArm(1, new(1, 0, 0, 0))),
            ],
            Assert.Single(_tally.Report().Groups).Groups.Select(each => (each.Value, each.Treatment, each.Holdout)));
    }

    [Fact]
    public void ToReport_SecondEnrolment_IsCountedApart()
    {
        _tally.Enrol("a", Arm.Holdout);
        _tally.Close("a", Arm.Holdout, returned: false);
        _tally.Enrol("a", Arm.Holdout, episode: 2);
        _tally.Close("a", Arm.Holdout, returned: true, episode: 2);

        var holdout = _tally.Report().Funnel[1];

        Assert.Equal(new OutcomeSum(1, 0, 0, 0), holdout.Primary);
        Assert.Equal(new OutcomeSum(1, 1, 1, 0), holdout.Later);
    }

    [Fact]
    public void ToReport_FirstEnrolmentVoid_TheNextOneCounts()
    {
        _tally.Enrol("a", Arm.Treatment);
        _tally.Enrol("a", Arm.Treatment, episode: 2);   // on one day, all of a kind come together
        _tally.Add(FactKind.Voided, "a", Arm.Treatment);
        _tally.Close("a", Arm.Treatment, returned: true, episode: 2);

        var treatment = _tally.Report().Funnel[0];

        Assert.Equal(1, treatment.Primary.Returned);
        Assert.Equal(0, treatment.Later.Enrolments);
    }

    [Fact]
    public void ToReport_LaterOneClosesWhileTheFirstIsOpen_IsNotTakenForTheFirst()
    {
        _tally.Enrol("a", Arm.Treatment, episode: 2);
        _tally.Enrol("a", Arm.Treatment);
        _tally.Close("a", Arm.Treatment, returned: true, episode: 2);

        Assert.Equal(0, _tally.Report().Lift.Return.Treatment.Of);
    }

    // Nobody was moved: half come back in the season in which half are held out, a tenth in the one in which a tenth is. Together the arms look far apart.
    [Fact]
    public void ToReport_LaterOnesOfSeveralShares_GetNoDifference()
    {
        LaterOnes("s", each: 40, .5, holdout: 20);
        Assert.Equal(0, _tally.Report().Later!.Return!.Value, 9);

        LaterOnes("w", each: 100, .1, holdout: 10);
        var later = _tally.Report().Later!;

        Assert.Equal((null, null, null), (later.Return, later.Conversion, later.RevenuePerEnrolment));
        Assert.EndsWith("no difference is given.", later.Population, StringComparison.Ordinal);
        Assert.Equal(140, later.Persons);

        void LaterOnes(string prefix, int each, double share, int holdout)
        {
            for (var i = 0; i < each; i++)
            {
                var arm = i < holdout ? Arm.Holdout : Arm.Treatment;
                _tally.Enrol($"{prefix}{i}", arm, episode: 2, probability: arm == Arm.Holdout ? share : 1 - share);
                _tally.Close($"{prefix}{i}", arm, returned: i % 10 < 10 * share, episode: 2);
            }
        }
    }

    [Fact]
    public void ToReport_Touches_AreCountedByChannelAndAnswer_GhostsApart()
    {
        _tally.Enrol("a", Arm.Treatment);
        _tally.Enrol("b", Arm.Holdout);
        _tally.Touch("a", Arm.Treatment, Channel.Push, AttemptState.Refused);
        _tally.Touch("a", Arm.Treatment, Channel.Email, AttemptState.Accepted);
        _tally.Add(FactKind.WouldSend, "b", Arm.Holdout, fact => fact with { Touch = "t1", Channel = Channel.Push });

        var report = _tally.Report();

        Assert.Equal(
            [new() { Touch = "t1", Channel = Channel.Push, Refused = 1 }, new() { Touch = "t1", Channel = Channel.Email, Accepted = 1 }],
            report.Funnel[0].Touches);
        Assert.Equal([new TouchCount { Touch = "t1", Channel = Channel.Push, WouldSend = 1 }], report.Funnel[1].Touches);
    }

    [Fact]
    public void ToReport_FactsOfEarlierEnrolments_AreLeftOutAndSaidSo()
    {
        _tally.Close("before", Arm.Treatment, returned: true);

        var report = _tally.Report();

        Assert.Equal(0, report.Lift.Return.Treatment.Of);
        Assert.Contains(report.Notes, note => note.StartsWith("Left out: 1 fact of enrolments that began before", StringComparison.Ordinal));
    }

    [Fact]
    public void ToReport_Rates_AreTakenByAssignmentWhetherOrNotAnythingWasDelivered()
    {
        _tally.Many("t", Arm.Treatment, count: 90, returned: 18, probability: .9);   // not one of them was contacted
        _tally.Many("h", Arm.Holdout, count: 10, returned: 1, probability: .1);

        var report = _tally.Report();

        Assert.Equal(.1, report.Lift.Return.Absolute!.Value, 12);
        Assert.Equal(1, report.Lift.Return.Relative!.Value, 12);
        Assert.True(report.Lift.Return.Absolute.Interval is { Low: < 0, High: > 0 });
        Assert.StartsWith("Too early to tell", report.Verdict, StringComparison.Ordinal);
        Assert.True(report.Assignment.IsBalanced);
        Assert.Contains("whether or not anything was delivered", report.PrimaryPopulation, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_HoldoutShareChanged_SaySo()
    {
        _tally.Enrol("a", Arm.Treatment, probability: .9);
        _tally.Enrol("b", Arm.Holdout, probability: .2);

        Assert.Contains(_tally.Report().Notes, note => note.Contains("from 0.1 to 0.2", StringComparison.Ordinal));
    }
}
