using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

public sealed class ReservedSlotsTests
{
    private static readonly Campaign Mine = ACampaign.With(0) with { Id = "mine" };
    private static readonly Campaign Important = ACampaign.With(1, 2) with { Id = "important", Priority = 10 };

    [Theory]
    [InlineData(0, 1)]     // the first is due in exactly 24 hours: kept free
    [InlineData(-1, 0)]    // a tick earlier it is not yet
    public void Ahead_AroundTheHorizon_KeepsItsEnd(int ticks, int slots) => Assert.Equal(slots, Ahead(Both(), Noon.AddTicks(ticks)).Count);

    [Fact]
    public void Ahead_SeveralTouchesDueSoon_KeepsOneEach() => Assert.Equal(
        [new(Channel.Push, Noon.AddDays(1)), new ReservedSlot(Channel.Push, Noon.AddDays(2))], Ahead(Both(), Noon.AddDays(1)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Ahead_NoHigherPriority_KeepsNothing(int priority) =>
        Assert.Empty(Ahead(Both(open => open with { Priority = priority }), Noon));

    [Fact]
    public void Ahead_HeldOutOrOver_KeepsNothing()
    {
        Assert.Empty(Ahead(Both(open => open with { Arm = Arm.Holdout }), Noon));
        Assert.Empty(Ahead(Both(open => open with { Status = EnrolmentStatus.Returned }), Noon));
        Assert.Empty(Ahead(Both(open => open with { Version = 9 }), Noon));
    }

    [Fact]
    public void Ahead_CampaignPaused_KeepsNothing() => Assert.Empty(
        ReservedSlots.Ahead(Both(), Both().Open[0], ACampaign.Set(Mine, Important with { Status = CampaignStatus.Paused }), Noon));

    [Fact]
    public void Ahead_TouchHeld_CountsWhenItIsReleased() => Assert.Equal(
        [new ReservedSlot(Channel.Push, Noon.AddDays(1).AddHours(8)), new(Channel.Push, Noon.AddDays(2))],
        Ahead(Both(open => open with { HeldUntil = Noon.AddDays(1).AddHours(8) }), Noon.AddDays(1)));

    [Fact]
    public void Ahead_PersonReachableOnAnotherChannelOnly_KeepsThatOne()
    {
        var user = Both().Saying(Channel.Push, given: false) with { };
        Assert.Equal(Channel.Sms, Assert.Single(Ahead(user, Noon)).Channel);
        Assert.Empty(Ahead(user with { Profile = Profile.Empty }, Noon));
    }

    [Fact]
    public void Ahead_AgreedButWithoutAnAddress_KeepsTheNextChannel()
    {
        var user = Both();
        user = user with { Profile = user.Profile with { Installations = [], Phone = null } };

        Assert.Equal(Channel.Email, Assert.Single(Ahead(user, Noon)).Channel);
    }

    [Fact]
    public void Ahead_TouchesOnDifferentChannels_KeepsEachTouchsOwn()
    {
        var byTouch = Important with { Touches = [ACampaign.Touch("t1", Threshold.Days(1), Channel.Email), ACampaign.Touch("t2", Threshold.Days(2), Channel.Sms)] };
        var slots = ReservedSlots.Ahead(Both(), Both().Open[0], ACampaign.Set(Mine, byTouch), Noon.AddDays(1));

        Assert.Equal([Channel.Email, Channel.Sms], slots.Select(slot => slot.Channel));
    }

    [Fact]
    public void Ahead_TouchThatItsVersionDoesNotKnow_KeepsNothingForIt() => Assert.Equal(
        Noon.AddDays(2),
        Assert.Single(ReservedSlots.Ahead(Both(), Both().Open[0], ACampaign.Set(Mine, Important with { Touches = [Important.Touches[1]] }), Noon.AddDays(1))).At);

    [Theory]
    [InlineData(59, 0)]    // under way: its contact is in the ring already
    [InlineData(60, 1)]    // run out: it will be claimed again
    public void Ahead_AttemptUnderWay_IsNotKeptTwice(int seconds, int slots)
    {
        var attempt = new Attempt(Channel.Push, AttemptState.Claimed, Noon);

        Assert.Equal(slots, Ahead(Both(open => open with { Attempt = attempt }), Noon.AddSeconds(seconds)).Count(slot => slot.At == Noon.AddDays(1)));
        Assert.DoesNotContain(Ahead(Both(open => open with { Attempt = attempt with { State = AttemptState.Sending } }), Noon.AddDays(1)), slot => slot.At == Noon.AddDays(1));
    }

    [Fact]
    public void Ahead_NoOtherEnrolment_KeepsNothing()
    {
        var alone = AUser.Reachable().In(Important);
        Assert.Empty(ReservedSlots.Ahead(alone, alone.Open[0], ACampaign.Set(Important), Noon));
    }

    [Fact]
    public void Judge_LastSlotIsKeptForAMoreImportantTouch_HoldsTheLessImportantOne()
    {
        FrequencyCap[] one = [new(null, 1, TimeSpan.FromDays(2))];
        var (mine, important) = (Mine with { Caps = one }, Important with { Caps = one });
        var user = AUser.Reachable().In(mine).In(important);

        var verdict = Assert.IsType<Verdict.Hold>(TouchJudge.Judge(Question(mine, important), user, Noon));
        Assert.Equal(Noon.AddDays(1) + ReservedSlots.Grace, verdict.Until);
        Assert.IsType<Verdict.Send>(TouchJudge.Judge(Question(important, mine), user, Noon.AddDays(1)));
    }

    [Theory]
    [InlineData(EnrolmentStatus.Returned, false)]
    [InlineData(EnrolmentStatus.Completed, false)]
    [InlineData(EnrolmentStatus.Returned, true)]     // the answer to what was on its way is awaited first
    public void Judge_LastSlotIsKeptForAMoreImportantWelcome_HoldsTheLessImportantTouch(EnrolmentStatus status, bool isSending)
    {
        FrequencyCap[] one = [new(null, 1, TimeSpan.FromDays(2))];
        var (mine, important) = (Mine with { Caps = one }, Important with { Caps = one, WelcomeBack = ACampaign.Touch("welcome", Threshold.Zero, Channel.Push) });
        var user = AUser.Reachable().In(mine).In(important);
        user = user.With(user.Open[1], open => open with
        {
            Status = status,
            ReturnedAt = Noon,
            Touches = [.. open.Touches, new PlannedTouch("welcome", Noon.AddHours(1)) { IsAfterReturn = true }],
            Touch = isSending ? 0 : open.Touches.Count,
            Attempt = isSending ? new(Channel.Push, AttemptState.Sending, Noon) : null,
        });

        Assert.Equal(new ReservedSlot(Channel.Push, Noon.AddHours(1)), Assert.Single(ReservedSlots.Ahead(user, user.Open[0], ACampaign.Set(mine, important), Noon)));
        Assert.Equal(Noon.AddHours(1) + ReservedSlots.Grace, Assert.IsType<Verdict.Hold>(TouchJudge.Judge(Question(mine, important), user, Noon)).Until);
    }

    private static User Both(Func<OpenEnrolment, OpenEnrolment>? change = null)
    {
        var user = AUser.Reachable().In(Mine).In(Important);
        return user.With(user.Open[1], change ?? (open => open));
    }

    private static IReadOnlyList<ReservedSlot> Ahead(User user, DateTimeOffset now) =>
        ReservedSlots.Ahead(user, user.Open[0], ACampaign.Set(Mine, Important), now);
}
