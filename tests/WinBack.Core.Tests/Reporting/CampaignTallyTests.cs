using System.Text.Json;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class CampaignTallyTests
{
    private static readonly DateOnly First = DateOnly.FromDateTime(Given.Noon.UtcDateTime);

    private readonly CampaignTally _tally = new();

    [Fact]
    public void ToReport_WithoutFacts_IsZerosThatCanBeWrittenAsJson()   // "NaN" is no JSON
    {
        var report = Report();

        Assert.All(report.Funnel, arm => Assert.Equal(0, arm.Enrolled));
        Assert.Null(report.Lift.Return.Absolute);
        Assert.StartsWith("No window has closed yet", report.Verdict, StringComparison.Ordinal);
        Assert.Contains("\"Share\":null", JsonSerializer.Serialize(report), StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_ClosedOpenAndVoid_AreCountedApartAndOnlyClosedOnesAreMeasured()
    {
        Enrol("a", Arm.Treatment);
        Enrol("b", Arm.Treatment);
        Enrol("c", Arm.Treatment);
        Close("a", Arm.Treatment, returned: true, revenue: 20);
        Add(FactKind.Voided, "b", Arm.Treatment);

        var treatment = Report().Funnel[0];

        Assert.Equal((3, 1, 1, 1), (treatment.Enrolled, treatment.Open, treatment.Void, treatment.Closed));
        Assert.Equal(new OutcomeSum(1, 1, 1, 20), treatment.Primary);
    }

    [Fact]
    public void ToReport_Variants_AreCountedInBothArmsByTheDraw()
    {
        foreach (var (person, arm, variant) in new[] { ("a", Arm.Treatment, "x"), ("b", Arm.Treatment, "y"), ("c", Arm.Holdout, "y") })
            _tally.Add(new() { Kind = FactKind.Enrolled, Campaign = "replenish", Version = 1, Person = person, Episode = 1, Arm = arm, At = Given.Noon, Probability = 0.5, Variant = variant });
        Close("b", Arm.Treatment, returned: true, revenue: 20);
        Close("c", Arm.Holdout, returned: false);

        Assert.Equal(
            [
                ("x", new(1, new(0, 0, 0, 0)), new(0, new(0, 0, 0, 0))),
                ("y", new GroupArm(1, new(1, 1, 1, 20)), new GroupArm(1, new(1, 0, 0, 0))),
            ],
            Assert.Single(Report().Groups).Groups.Select(each => (each.Value, each.Treatment, each.Holdout)));
    }

    [Fact]
    public void ToReport_SecondEnrolment_IsCountedApart()
    {
        Enrol("a", Arm.Holdout);
        Close("a", Arm.Holdout, returned: false);
        Enrol("a", Arm.Holdout, episode: 2);
        Close("a", Arm.Holdout, returned: true, episode: 2);

        var holdout = Report().Funnel[1];

        Assert.Equal(new OutcomeSum(1, 0, 0, 0), holdout.Primary);
        Assert.Equal(new OutcomeSum(1, 1, 1, 0), holdout.Later);
    }

    [Fact]
    public void ToReport_FirstEnrolmentVoid_TheNextOneCounts()
    {
        Enrol("a", Arm.Treatment);
        Enrol("a", Arm.Treatment, episode: 2);   // on one day, all of a kind come together
        Add(FactKind.Voided, "a", Arm.Treatment);
        Close("a", Arm.Treatment, returned: true, episode: 2);

        var treatment = Report().Funnel[0];

        Assert.Equal(1, treatment.Primary.Returned);
        Assert.Equal(0, treatment.Later.Enrolments);
    }

    [Fact]
    public void ToReport_LaterOneClosesWhileTheFirstIsOpen_IsNotTakenForTheFirst()
    {
        Enrol("a", Arm.Treatment, episode: 2);
        Enrol("a", Arm.Treatment);
        Close("a", Arm.Treatment, returned: true, episode: 2);

        Assert.Equal(0, Report().Lift.Return.Treatment.Of);
    }

    [Fact]
    public void ToReport_Touches_AreCountedByChannelAndAnswer_GhostsApart()
    {
        Enrol("a", Arm.Treatment);
        Enrol("b", Arm.Holdout);
        Touch("a", Arm.Treatment, Channel.Push, AttemptState.Refused);
        Touch("a", Arm.Treatment, Channel.Email, AttemptState.Accepted);
        Add(FactKind.WouldSend, "b", Arm.Holdout, fact => fact with { Touch = "t1", Channel = Channel.Push });

        var report = Report();

        Assert.Equal(
            [new() { Touch = "t1", Channel = Channel.Push, Refused = 1 }, new() { Touch = "t1", Channel = Channel.Email, Accepted = 1 }],
            report.Funnel[0].Touches);
        Assert.Equal([new TouchCount { Touch = "t1", Channel = Channel.Push, WouldSend = 1 }], report.Funnel[1].Touches);
    }

    [Fact]
    public void ToReport_FactsOfEarlierEnrolments_AreLeftOutAndSaidSo()
    {
        Close("before", Arm.Treatment, returned: true);

        var report = Report();

        Assert.Equal(0, report.Lift.Return.Treatment.Of);
        Assert.Contains(report.Notes, note => note.StartsWith("1 facts belong to enrolments that began before", StringComparison.Ordinal));
    }

    [Fact]
    public void ToReport_Rates_AreTakenByAssignmentWhetherOrNotAnythingWasDelivered()
    {
        Many("t", Arm.Treatment, count: 90, returned: 18, probability: .9);   // not one of them was contacted
        Many("h", Arm.Holdout, count: 10, returned: 1, probability: .1);

        var report = Report();

        Assert.Equal(.1, report.Lift.Return.Absolute!.Value, 12);
        Assert.Equal(1, report.Lift.Return.Relative!.Value, 12);
        Assert.True(report.Lift.Return.Absolute.Interval is { Low: < 0, High: > 0 });
        Assert.StartsWith("The data do not tell", report.Verdict, StringComparison.Ordinal);
        Assert.True(report.Assignment.IsBalanced);
        Assert.Contains("whether or not anything was delivered", report.PrimaryPopulation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360, 20, "The campaign brought back more people")]
    [InlineData(180, 40, "Fewer people came back")]
    [InlineData(270, 30, "The data do not tell")]
    public void Verdict_OfTheInterval_ClaimsNoMoreThanIt(int treated, int held, string verdict)
    {
        Many("t", Arm.Treatment, count: 1800, returned: treated, probability: .9);
        Many("h", Arm.Holdout, count: 200, returned: held, probability: .1);

        Assert.StartsWith(verdict, Report().Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_WithoutAnyoneHeldOut_ClaimsNothing()
    {
        Many("t", Arm.Treatment, count: 100, returned: 90, probability: 1);

        Assert.StartsWith("Nobody held out has an outcome yet", Report().Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_OutcomesOfOneArmLost_PointsToTheLeakInsteadOfTheLift()
    {
        Many("t", Arm.Treatment, count: 900, returned: 400, probability: .9);
        Many("h", Arm.Holdout, count: 100, returned: 5, probability: .1);
        for (var i = 0; i < 400; i++)
            Enrol($"lost{i}", i % 10 == 0 ? Arm.Holdout : Arm.Treatment, probability: i % 10 == 0 ? .1 : .9);
        Assert.True(Report().Assignment.IsBalanced);

        for (var i = 0; i < 400; i++)
        {
            if (i % 10 == 0)
                Close($"lost{i}", Arm.Holdout, returned: false);
        }

        var report = Report();
        Assert.True(report.Assignment.Drawn.IsBalanced);
        Assert.False(report.Assignment.Analysed.IsBalanced);
        Assert.StartsWith("The arms did not come out as they were drawn", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_HoldoutShareChanged_SaySo()
    {
        Enrol("a", Arm.Treatment, probability: .9);
        Enrol("b", Arm.Holdout, probability: .2);

        Assert.Contains(Report().Notes, note => note.Contains("from 0.1 to 0.2", StringComparison.Ordinal));
    }

    private CampaignReport Report() => _tally.ToReport("replenish", First, First.AddDays(60));

    private void Many(string prefix, Arm arm, int count, int returned, double probability)
    {
        for (var i = 0; i < count; i++)
        {
            Enrol($"{prefix}{i}", arm, probability: probability);
            Close($"{prefix}{i}", arm, returned: i < returned, revenue: i < returned ? 10 : 0);
        }
    }

    private void Enrol(string person, Arm arm, int episode = 1, double probability = .5) =>
        Add(FactKind.Enrolled, person, arm, fact => fact with { Episode = episode, Probability = probability });

    private void Close(string person, Arm arm, bool returned, decimal revenue = 0, int episode = 1) =>
        Add(FactKind.Outcome, person, arm, fact => fact with
        {
            Episode = episode,
            Status = returned ? EnrolmentStatus.Returned : EnrolmentStatus.Completed,
            Outcome = new(returned ? Given.Noon : null, returned ? Given.Noon : null, revenue),
        });

    private void Touch(string person, Arm arm, Channel channel, AttemptState answer) =>
        Add(FactKind.HandedOver, person, arm, fact => fact with { Touch = "t1", Channel = channel, Answer = answer });

    private void Add(FactKind kind, string person, Arm arm, Func<Fact, Fact>? with = null)
    {
        var fact = new Fact { Kind = kind, Campaign = "replenish", Version = 1, Person = person, Episode = 1, Arm = arm, At = Given.Noon };
        _tally.Add(with?.Invoke(fact) ?? fact);
    }
}
