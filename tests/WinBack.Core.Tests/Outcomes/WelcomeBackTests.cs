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

/// <summary>The one touch after a return: who gets it, when, and what stops it.</summary>
public sealed class WelcomeBackTests
{
    private const string Instance = "replenish.1.k7f2m9k7f2m9k7f2";
    private static readonly DateTimeOffset Noon = Given.Noon;   // enrolled; the window ends 17 days later
    private static readonly Campaign Plan = ATouch.Plan with { WelcomeBack = ACampaign.Touch("welcome-back", Threshold.Days(1)) };

    [Theory]
    [InlineData(Arm.Treatment)]
    [InlineData(Arm.Holdout)]
    public void Return_AfterAContact_PlansTheWelcomeInEitherArm(Arm arm)
    {
        var change = Returned(Contacted().WithOpen(open => open with { Arm = arm }), Noon.AddDays(2));

        var open = change.User.Open[0];
        Assert.Equal((EnrolmentStatus.Returned, 2, Noon.AddDays(3)), (open.Status, open.Touch, open.NextTouchAt));
        Assert.Equal(["t1", "t2", "welcome-back"], open.Touches.Select(touch => touch.Id));
        var start = Assert.Single(change.Effects.OfType<Effect.StartSequence>()).Start;
        Assert.Equal((Instance + ".back", true, open.Touches[2]), (start.InstanceId, start.IsAfterReturn, Assert.Single(start.Touches)));
        Assert.Contains(new Effect.WakeSequence(Instance, Signal.Reactivated), change.Effects);      // the other one ends as ever
    }

    [Fact]
    public void Return_BeforeAnyContact_PlansNothing() => Nothing(Returned(ATouch.Enrolled(Plan), Noon.AddHours(1)));

    [Fact]
    public void Return_WithoutAWelcomeInTheCampaign_PlansNothing() => Nothing(Returned(Contacted(), Noon.AddHours(1), Plan with { WelcomeBack = null }));

    [Fact]
    public void Return_ASecondTime_ChangesNothing()
    {
        var before = Returned(Contacted(), Noon.AddDays(2)).User;

        var change = Returned(before, Noon.AddDays(3));

        Assert.Equal(before.Open[0].Touches, change.User.Open[0].Touches);
        Assert.Empty(change.Effects);
    }

    [Fact]
    public void Return_ThenACopyOfAMergeDisprovesTheLapse_KeepsTheWelcome()
    {
        var before = Returned(Contacted(), Noon.AddDays(2)).User;

        var change = Reacted(before, Given.Purchase(Noon.AddDays(-1), "copy") with { IsCopy = true });

        Assert.Equal((EnrolmentStatus.Returned, Noon.AddDays(3)), (change.User.Open[0].Status, change.User.Open[0].NextTouchAt));
        Assert.Empty(change.Effects);
    }

    // Whoever ended before the merge stays what they are.
    [Theory]
    [InlineData(EnrolmentStatus.Running, EnrolmentStatus.Merged)]
    [InlineData(EnrolmentStatus.Returned, EnrolmentStatus.Returned)]
    [InlineData(EnrolmentStatus.OptedOut, EnrolmentStatus.OptedOut)]
    [InlineData(EnrolmentStatus.Completed, EnrolmentStatus.Completed)]
    public void Merge_OfAnEnrolment_EndsWhatRunsAlone(EnrolmentStatus status, EnrolmentStatus expected)
    {
        PersonChange change = new(Contacted().WithOpen(open => open with { Status = status }), isNew: false, Noon, Noon);

        UserMerging.Begin(change, "other", Noon);

        Assert.Equal(expected, change.User.Open[0].Status);
        Assert.Equal(status == EnrolmentStatus.Running ? 1 : 0, change.Effects.OfType<Effect.WakeSequence>().Count());
    }

    [Fact]
    public void Return_WithdrawnByARefund_IsStillAReturn()
    {
        var before = Returned(Contacted(), Noon.AddDays(2)).User;

        Assert.Equal(Noon.AddDays(3), Reacted(before, Given.Purchase(Noon.AddDays(2.5), "refund", value: -20)).User.Open[0].NextTouchAt);
    }

    [Fact]
    public void Return_AfterTheLastTouch_PlansItAndKeepsHowTheSequenceEnded()
    {
        var change = Returned(Contacted().WithOpen(open => open with { Status = EnrolmentStatus.Completed, Touch = 2 }), Noon.AddDays(9));

        Assert.Equal((EnrolmentStatus.Completed, Noon.AddDays(10)), (change.User.Open[0].Status, change.User.Open[0].NextTouchAt));
        Assert.Single(change.Effects.OfType<Effect.StartSequence>());
    }

    [Theory]
    [InlineData(EnrolmentStatus.OptedOut)]
    [InlineData(EnrolmentStatus.Cancelled)]
    public void Return_AfterTheSequenceWasStopped_PlansNothing(EnrolmentStatus status) => Nothing(Returned(Contacted().WithOpen(open => open with { Status = status }), Noon.AddDays(2)));

    [Theory]
    [InlineData(0, false)]      // due at the very end of the window
    [InlineData(-1, true)]
    public void Return_SoLateThatItWouldBeDueAfterTheWindow_PlansNothing(int ticks, bool isPlanned) =>
        Assert.Equal(isPlanned, Returned(Contacted(), Noon.AddDays(16).AddTicks(ticks)).User.Open[0].IsWelcoming);

    [Fact]
    public void Return_HoursOfTheWelcome_AreThoseOfTheirZone()
    {
        var plan = Plan with { WelcomeBack = Plan.WelcomeBack! with { Hours = new(new HashSet<IsoDayOfWeek>(), new TimeOnly(18, 0)) } };

        Assert.Equal(Noon.AddDays(3).AddHours(5), Returned(Contacted().In("Europe/Vienna"), Noon.AddDays(2), plan).User.Open[0].NextTouchAt);
    }

    [Fact]
    public void Return_WhileAMessageIsClaimed_ReleasesIt()
    {
        var claimed = ATouch.Change(Contacted(), Noon.AddDays(3));
        AttemptProtocol.Claim(claimed, ATouch.Question(Plan), Channel.Push);

        var change = Returned(claimed.User, Noon.AddDays(3));

        Assert.Equal((null, 2, Noon.AddDays(4)), (change.User.Open[0].Attempt, change.User.Open[0].Touch, change.User.Open[0].NextTouchAt));
        Assert.Equal((AttemptState.Released, "t2"), (Assert.Single(change.Ledger).State, change.Ledger[0].Touch));
        Assert.Empty(change.User.Contacts);
    }

    public static TheoryData<SendResult> Answers => [new SendResult.Accepted("p"), new SendResult.RefusedForGood("no", Suppress: false), new SendResult.RefusedForNow("busy", Noon.AddHours(2)), new SendResult.Unknown("cut")];

    [Theory]
    [MemberData(nameof(Answers))]
    public void Return_WhileAMessageIsBeingSent_WaitsForItsAnswerAndThenWelcomes(SendResult answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var sending = Sending(ATouch.Enrolled(Plan));

        var returned = Returned(sending, Noon.AddSeconds(1), Plan with { WelcomeBack = Plan.WelcomeBack! with { Delay = Threshold.Elapsed(TimeSpan.Zero) } }).User;
        Assert.Equal((0, null), (returned.Open[0].Touch, returned.Open[0].NextTouchAt));
        var settled = ATouch.Change(returned, Noon.AddSeconds(2));
        AttemptProtocol.RecordAnswer(settled, ATouch.Question(Plan), sending.Open[0], answer, []);

        var open = settled.User.Open[0];
        Assert.Equal((2, Noon.AddSeconds(1).AddMinutes(10), null), (open.Touch, open.NextTouchAt, open.Attempt));
        Assert.Equal(answer is SendResult.Accepted or SendResult.Unknown, TouchJudge.Judge(ATouch.Question(Plan), settled.User, Noon.AddMinutes(11)) is Verdict.Send);    // refused: nothing had reached them
    }

    [Fact]
    public void Return_WhileARequestNeverLeft_WelcomesNobodyWhomNothingReached()
    {
        var sending = Sending(ATouch.Enrolled(Plan));
        var settled = ATouch.Change(Returned(sending, Noon.AddSeconds(1)).User, Noon.AddSeconds(2));
        AttemptProtocol.NeverLeft(settled, ATouch.Question(Plan), sending.Open[0]);

        Assert.True(settled.User.Open[0].IsWelcoming);
        Assert.Contains("!welcome-back", Assert.IsType<Verdict.Skip>(TouchJudge.Judge(ATouch.Question(Plan), settled.User, Noon.AddDays(2))).Said());
    }

    [Fact]
    public void Judge_Welcome_IsSentOnceAndHeldOutIsAGhost()
    {
        var user = Returned(Contacted(), Noon.AddDays(2)).User;
        Assert.IsType<Verdict.Send>(TouchJudge.Judge(ATouch.Question(Plan), user, Noon.AddDays(3)));
        Assert.IsType<Verdict.Ghost>(TouchJudge.Judge(ATouch.Question(Plan), user.WithOpen(open => open with { Arm = Arm.Holdout }), Noon.AddDays(3)));

        var sending = Sending(user, Noon.AddDays(3));
        var answered = ATouch.Change(sending, Noon.AddDays(3));
        AttemptProtocol.RecordAnswer(answered, ATouch.Question(Plan), sending.Open[0], new SendResult.Accepted("p"), []);

        Assert.Equal((EnrolmentStatus.Returned, null), (answered.User.Open[0].Status, answered.User.Open[0].NextTouchAt));
        Assert.IsType<Verdict.End>(TouchJudge.Judge(ATouch.Question(Plan), answered.User, Noon.AddDays(4)));
    }

    [Fact]
    public void Judge_CampaignOver_PassesAndLeavesTheReturnAsItIs()
    {
        var change = ATouch.Change(Returned(Contacted(), Noon.AddDays(2)).User, Noon.AddDays(3));

        AttemptProtocol.Claim(change, ATouch.Question(Plan) with { Status = CampaignStatus.Archived }, Channel.Push);

        Assert.Equal((EnrolmentStatus.Returned, null), (change.User.Open[0].Status, change.User.Open[0].NextTouchAt));
        Assert.Equal(AttemptState.Skipped, Assert.Single(change.Ledger).State);
    }

    [Fact]
    public void Judge_WhatHoldsForEveryTouch_HoldsForTheWelcome()
    {
        var user = Returned(Contacted(), Noon.AddDays(2)).User;
        var silent = user.Saying(Channel.Push, false).Saying(Channel.Sms, false).Saying(Channel.Email, false);
        var quiet = Plan with { QuietHours = new(new(11, 0), new(13, 0), TimeSpan.Zero) };

        Assert.Contains("!consent", Assert.IsType<Verdict.Skip>(TouchJudge.Judge(ATouch.Question(Plan), silent, Noon.AddDays(3))).Said());
        Assert.Contains("!quiet-hours", Assert.IsType<Verdict.Hold>(TouchJudge.Judge(ATouch.Question(quiet), user, Noon.AddDays(3))).Said());
        Assert.IsType<Verdict.Hold>(TouchJudge.Judge(ATouch.Question(Plan with { Caps = [new(null, 1, TimeSpan.FromDays(3))] }), user.Contacted(Channel.Push, Noon.AddDays(1)), Noon.AddDays(3)));
        Assert.IsType<Verdict.Skip>(TouchJudge.Judge(ATouch.Question(Plan), user, Noon.AddDays(6)));      // expired
        Assert.IsType<Verdict.Hold>(TouchJudge.Judge(ATouch.Question(Plan) with { Status = CampaignStatus.Paused }, user, Noon.AddDays(3)));
    }

    [Fact]
    public void Void_AfterTheReturn_EndsTheWelcome()
    {
        var change = Reacted(Returned(Contacted(), Noon.AddDays(2)).User, Given.Purchase(Noon.AddDays(-10), "late"));

        Assert.Empty(change.User.Open);
        Assert.IsType<Verdict.End>(TouchJudge.Judge(ATouch.Question(Plan), change.User, Noon.AddDays(3)));
    }

    [Fact]
    public void Close_WithTheWelcomeOutstanding_IsAReturnLikeAnyOther()
    {
        var change = ATouch.Change(Returned(Contacted(), Noon.AddDays(2)).User, Noon.AddDays(17));

        Assert.True(WindowClose.Decide(change, new(DueKind.Close, Noon.AddDays(17), "anna", "replenish", 1, null), ACampaign.Set(Plan), DateTimeZone.Utc));

        Assert.Equal((EnrolmentStatus.Returned, Noon.AddDays(2)), (Assert.Single(change.Enrolments).Status, change.Enrolments[0].Outcome!.ReturnedAt));
    }

    private static User Contacted() => ATouch.Enrolled(Plan).WithOpen(open => open with { Touch = 1, TouchedAt = Noon });

    private static User Sending(User user, DateTimeOffset? at = null)
    {
        var change = ATouch.Change(user, at);
        AttemptProtocol.Claim(change, ATouch.Question(Plan), Channel.Push);
        Assert.Equal(Beginning.Sending, AttemptProtocol.BeginSending(change, ATouch.Question(Plan), ["token-1"]));
        return change.User;
    }

    private static PersonChange Returned(User user, DateTimeOffset at, Campaign? plan = null) => Reacted(user, Given.Purchase(at, $"back-{at:O}"), plan);

    private static PersonChange Reacted(User user, IncomingEvent applied, Campaign? plan = null)
    {
        var change = ATouch.Change(user, applied.At > Noon ? applied.At : Noon.AddDays(2));
        new ReturnReaction(ACampaign.Set(plan ?? Plan), DateTimeZone.Utc).React(change, user, applied);
        return change;
    }

    private static void Nothing(PersonChange change)
    {
        Assert.Equal((2, null), (change.User.Open[0].Touches.Count, change.User.Open[0].NextTouchAt));
        Assert.Empty(change.Effects.OfType<Effect.StartSequence>());
    }
}
