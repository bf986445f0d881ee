using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sequences;

public sealed class EnrollingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 27, 8, 30, 0, TimeSpan.Zero);
    private static readonly LapseVerdict.Lapsed Lapse = new(Now.AddDays(-31), Now.AddDays(-1));
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public void Enrol_CalendarDelays_KeepTheTimeOfDayOverTheClockChange()
    {
        var open = Enrol(AUser.Reachable(), ACampaign.With(0, 3)).Open!;
        Assert.Equal([new("t1", Now), new PlannedTouch("t2", Now.AddDays(3).AddHours(-1))], open.Touches);   // clocks go forward on the 29th
    }

    [Fact]
    public void Enrol_Window_EndsAnAttributionWindowAfterTheLastPlannedTouch()
    {
        var open = Enrol(AUser.Reachable(), ACampaign.With(0, 3)).Open!;
        Assert.Equal(Now.AddDays(17).AddHours(-1), open.WindowEnds);
    }

    [Fact]
    public void Enrol_TouchesOutOfOrder_AreEarliestFirst()
    {
        var open = Enrol(AUser.Reachable(), ACampaign.With(7, 0, 3)).Open!;
        Assert.Equal(["t2", "t3", "t1"], open.Touches.Select(touch => touch.Id));
    }

    [Theory]
    [InlineData(0, Arm.Treatment)]
    [InlineData(0.9, Arm.Holdout)]   // "anna" lies at 0.363 under this salt
    public void Enrol_EitherArm_LeavesRecordFactStartAndClose(double share, Arm arm)
    {
        var campaign = ACampaign.With(0, 3) with { Holdout = new(share, "x") };
        Assert.True(arm == Arm.Treatment || ArmAssignment.Fraction("x", "anna") < share);
        var (open, change) = Enrol(AUser.Reachable(), campaign);
        Assert.Equal(arm, open!.Arm);
        Assert.Equal(open.ToRecord(), Assert.Single(change.Enrolments));
        var fact = Assert.IsType<Effect.AppendFact>(change.Effects[0]).Fact;
        Assert.Equal((FactKind.Enrolled, arm, (double?)open.Probability, 1), (fact.Kind, fact.Arm, fact.Probability, fact.Episode));
        var start = Assert.IsType<Effect.StartSequence>(change.Effects[1]).Start;
        Assert.Equal((open.InstanceId(change.User.PersonKey), "anna", 1), (start.InstanceId, start.UserId, start.Version));
        Assert.Equal((DueKind.Close, open.WindowEnds, 1), change.Filings.Select(filing => (filing.Kind, filing.At, filing.Episode)).Single());
    }

    [Fact]
    public void Enrol_SecondLapse_IsTheNextEpisode()
    {
        var user = AUser.Reachable() with { Episodes = new Dictionary<string, Episode> { ["replenish"] = new(1, Now.AddDays(-90), Now.AddDays(-60)) } };
        var (open, change) = Enrol(user, ACampaign.With(0));
        Assert.Equal(2, open!.Episode);
        Assert.Equal(new Episode(2, Now, ClosedAt: null) { Entries = 2 }, change.User.Episodes["replenish"]);
    }

    [Fact]
    public void Enrol_AlreadyOpenInTheCampaign_AddsNothing()
    {
        var enrolled = Enrol(AUser.Reachable(), ACampaign.With(0)).Change.User;
        var (open, change) = Enrol(enrolled, ACampaign.With(0));
        Assert.Null(open);
        Assert.False(change.IsChanged);
    }

    [Fact]
    public void Enrol_AtTheLimitOfOpenEnrolments_AddsNothing()
    {
        var user = AUser.Reachable();
        for (var i = 0; i < UserLimits.OpenEnrolments; i++)
            user = Enrol(user, ACampaign.With(0) with { Id = $"campaign-{i}" }).Change.User;
        Assert.Equal(16, user.Open.Count);
        Assert.Null(Enrol(user, ACampaign.With(0) with { Id = "one-too-many" }).Open);
    }

    private static (OpenEnrolment? Open, PersonChange Change) Enrol(User user, Campaign campaign)
    {
        var change = new PersonChange(user, isNew: false, Now, Now);
        return (Enrolling.Enrol(change, campaign, Lapse, Berlin), change);
    }
}
