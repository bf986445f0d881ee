using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Tests.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Outcomes;

public sealed class ReturnReactionTests
{
    private const string Instance = "replenish.1.k7f2m9k7f2m9k7f2";
    private static readonly DateTimeOffset Noon = Given.Noon;   // enrolled
    private static readonly Campaign Plan = ATouch.Plan with { ExitTypes = ["purchase", "visit"] };

    [Theory]
    [InlineData(Arm.Treatment)]
    [InlineData(Arm.Holdout)]
    public void React_ExitEvent_IsAReturnInEitherArm(Arm arm)
    {
        var change = Reacted(Enrolled(arm), Given.Event("visit", Noon.AddDays(1)));

        var open = change.User.Open[0];
        Assert.Equal((EnrolmentStatus.Returned, Noon.AddDays(1), null, 0m), (open.Status, open.ReturnedAt, open.ConvertedAt, open.Revenue));
        Assert.Equal([new Effect.WakeSequence(Instance, Signal.Reactivated)], change.Effects);
    }

    [Fact]
    public void React_GoalEvent_IsReturnConversionAndRevenue()
    {
        var open = Reacted(Enrolled(), Given.Purchase(Noon.AddDays(1), value: 42)).User.Open[0];

        Assert.Equal((EnrolmentStatus.Returned, Noon.AddDays(1), Noon.AddDays(1), 42m), (open.Status, open.ReturnedAt, open.ConvertedAt, open.Revenue));
    }

    [Fact]
    public void React_GoalThatIsNoExit_ConvertsAndTheSequenceGoesOn()
    {
        var change = Reacted(Enrolled(), Plan with { ExitTypes = ["visit"] }, Given.Purchase(Noon.AddDays(1)));

        Assert.Equal((EnrolmentStatus.Running, null, Noon.AddDays(1)), (change.User.Open[0].Status, change.User.Open[0].ReturnedAt, change.User.Open[0].ConvertedAt));
        Assert.Empty(change.Effects);
    }

    [Fact]
    public void React_AnythingCounts_WhenNoExitTypesAreNamed() =>
        Assert.Equal(EnrolmentStatus.Returned, Reacted(Enrolled(), Plan with { ExitTypes = [] }, Given.Event("scroll", Noon.AddHours(1))).User.Open[0].Status);

    [Fact]
    public void React_OtherEventOrProfile_ChangesNothing()
    {
        Assert.Equal(EnrolmentStatus.Running, Reacted(Enrolled(), Given.Event("scroll", Noon.AddHours(1))).User.Open[0].Status);
        Assert.Equal(EnrolmentStatus.Running, Reacted(Enrolled(), Plan with { ExitTypes = [] }, Given.Reachable(Noon.AddHours(1))).User.Open[0].Status);
    }

    [Fact]
    public void React_EventsOutOfOrder_TheFirstByItsDateIsTheReturn()
    {
        var user = Reacted(Enrolled(), Given.Purchase(Noon.AddDays(5), "b", value: 10)).User;
        var change = Reacted(user, Given.Purchase(Noon.AddDays(2), "a", value: 30));
        change = Reacted(change.User, Given.Purchase(Noon.AddDays(3), "c", value: 1));

        Assert.Equal((Noon.AddDays(2), Noon.AddDays(2), 41m), (change.User.Open[0].ReturnedAt, change.User.Open[0].ConvertedAt, change.User.Open[0].Revenue));
        Assert.Empty(change.Effects);   // woken once
    }

    [Theory]
    [InlineData(EnrolmentStatus.Completed)]
    [InlineData(EnrolmentStatus.OptedOut)]
    [InlineData(EnrolmentStatus.Cancelled)]
    public void React_ReturnAfterTheSequence_CountsAndKeepsHowItEnded(EnrolmentStatus status)
    {
        var change = Reacted(Enrolled().WithOpen(open => open with { Status = status }), Given.Purchase(Noon.AddDays(6)));

        Assert.Equal((status, Noon.AddDays(6)), (change.User.Open[0].Status, change.User.Open[0].ReturnedAt));
        Assert.Empty(change.Effects);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]   // the window's end is exclusive
    public void React_AroundTheEndOfTheWindow_CountsUntilIt(int ticks, bool counts) =>
        Assert.Equal(counts, Reacted(Enrolled(), Given.Purchase(Noon.AddDays(17).AddTicks(ticks))).User.Open[0].ReturnedAt is not null);

    [Fact]
    public void React_Refund_TakesFromRevenueAndIsNoReturn()
    {
        var change = Reacted(Enrolled(), Given.Purchase(Noon.AddDays(1), value: -15));

        Assert.Equal((EnrolmentStatus.Running, null, null, -15m), (change.User.Open[0].Status, change.User.Open[0].ReturnedAt, change.User.Open[0].ConvertedAt, change.User.Open[0].Revenue));
        Assert.Empty(change.Effects);
    }

    [Theory]
    [InlineData(Arm.Treatment)]
    [InlineData(Arm.Holdout)]
    public void React_LateEventDisprovesTheLapse_IsVoidInEitherArm(Arm arm)
    {
        var change = Reacted(Enrolled(arm), Given.Purchase(Noon.AddDays(-10), "late"));

        Assert.Empty(change.User.Open);
        Assert.Equal(EnrolmentStatus.Void, Assert.Single(change.Enrolments).Status);
        var fact = Assert.IsType<Effect.AppendFact>(change.Effects[0]).Fact;
        Assert.Equal((FactKind.Voided, arm, 1), (fact.Kind, fact.Arm, fact.Episode));
        Assert.Equal(new Effect.WakeSequence(Instance, Signal.Reactivated), change.Effects[1]);
    }

    // Whom a merge tells of may depend on the arm: nobody leaves theirs by it.
    [Theory]
    [InlineData(Arm.Treatment)]
    [InlineData(Arm.Holdout)]
    public void React_CopyOfAMergedUserDisprovesTheLapse_EndsTheSequenceAndKeepsTheWindow(Arm arm)
    {
        var change = Reacted(Enrolled(arm), Given.Purchase(Noon.AddDays(-10), "copy") with { IsCopy = true });

        Assert.Equal((EnrolmentStatus.Cancelled, false), (Assert.Single(change.User.Open).Status, change.User.Open[0].HasTouchLeft));
        Assert.Equal(EnrolmentStatus.Cancelled, Assert.Single(change.Enrolments).Status);
        Assert.Equal([new Effect.WakeSequence(Instance, Signal.Cancelled)], change.Effects);
        Assert.Equal(Noon.AddDays(3), Reacted(change.User, Given.Purchase(Noon.AddDays(3))).User.Open[0].ReturnedAt);
    }

    [Theory]
    [InlineData(-30, 0, false)]   // exactly a threshold before: they had lapsed all the same
    [InlineData(-30, 1, true)]
    [InlineData(0, 0, true)]      // at the instant of enrolment: not after it, so no return
    [InlineData(0, 1, false)]
    public void React_AroundTheThreshold_VoidsWhatDisprovesOnly(int days, int ticks, bool voided) =>
        Assert.Equal(voided, Reacted(Enrolled(), Given.Purchase(Noon.AddDays(days).AddTicks(ticks))).User.Open.Count == 0);

    [Fact]
    public void React_LateEventThatTheRuleDoesNotCount_DisprovesNothing()
    {
        Assert.Single(Reacted(Enrolled(), Given.Event("visit", Noon.AddDays(-10))).User.Open);
        Assert.Single(Reacted(Enrolled(), Given.Purchase(Noon.AddDays(-10), value: -5)).User.Open);   // a refund is no activity
        Assert.Empty(Reacted(Enrolled(), Plan with { Lapse = new(Threshold.Days(30), []) }, Given.Event("visit", Noon.AddDays(-10))).User.Open);
    }

    [Fact]
    public void React_Void_LetsTheNextLapseCountFromWhatDisprovedIt()
    {
        var user = Reacted(Enrolled(), Given.Purchase(Noon.AddDays(-10), "late")).User;

        var lapsed = Assert.IsType<Core.Lapse.LapseVerdict.Lapsed>(
            Core.Lapse.LapseJudge.Judge(user, Plan with { CoolDown = Threshold.Days(99) }, DateTimeZone.Utc, Noon.AddDays(20)));
        Assert.Equal((Noon.AddDays(-10), Noon.AddDays(20)), (lapsed.LastActivity, lapsed.At));
        Assert.Equal(2, user.In(Plan, Noon.AddDays(20)).Open[0].Episode);   // numbers are never used twice
    }

    [Fact]
    public void React_VoidWhileClaimed_ReturnsTheSlot()
    {
        var claim = ATouch.Change(Enrolled());
        AttemptProtocol.Claim(claim, ATouch.Question(Plan), Channel.Push);

        var change = Reacted(claim.User, Given.Purchase(Noon.AddDays(-10), "late"));
        Assert.Empty(change.User.Open);
        Assert.Empty(change.User.Contacts);
        Assert.Equal(AttemptState.Released, Assert.Single(change.Ledger).State);
    }

    [Fact]
    public void React_VoidWhileSending_KeepsTheSlotAsUnknown()
    {
        var claim = ATouch.Change(Enrolled());
        AttemptProtocol.Claim(claim, ATouch.Question(Plan), Channel.Push);
        AttemptProtocol.BeginSending(claim, ATouch.Question(Plan), ["token-1"]);

        var change = Reacted(claim.User, Given.Purchase(Noon.AddDays(-10), "late"));
        Assert.Single(change.User.Contacts);
        Assert.Equal(AttemptState.Unknown, Assert.Single(change.Ledger).State);
    }

    [Fact]
    public void React_TwoCampaignsOpen_EachIsJudgedByItsOwnVersion()
    {
        var other = Plan with { Id = "other", ExitTypes = ["visit"] };
        var user = Enrolled().In(other);
        var change = ATouch.Change(user);
        Assert.Null(EventApplication.Apply(change, Given.Purchase(Noon.AddDays(1))));

        new ReturnReaction(ACampaign.Set(Plan, other), DateTimeZone.Utc).React(change, user, Given.Purchase(Noon.AddDays(1)));

        Assert.Equal([EnrolmentStatus.Returned, EnrolmentStatus.Running], change.User.Open.Select(open => open.Status));
    }

    [Fact]
    public void React_VersionNotKnownHere_FailsRatherThanLosesAReturn() => Assert.Throws<InvalidOperationException>(
        () => Reacted(Enrolled().WithOpen(open => open with { Version = 8 }), Given.Purchase(Noon.AddDays(1))));

    private static User Enrolled(Arm arm = Arm.Treatment) => ATouch.Enrolled(Plan).WithOpen(open => open with { Arm = arm });

    private static PersonChange Reacted(User user, IncomingEvent given) => Reacted(user, Plan, given);

    private static PersonChange Reacted(User user, Campaign campaign, IncomingEvent given)
    {
        var change = ATouch.Change(user, Noon.AddDays(6));
        Assert.Null(EventApplication.Apply(change, given));
        new ReturnReaction(ACampaign.Set(campaign), DateTimeZone.Utc).React(change, user, given);
        return change;
    }
}
