using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

public sealed class TouchJudgeTests
{
    private static readonly QuietHours Nights = new(new(22, 0), new(8, 0), TimeSpan.Zero);
    private static readonly string[] BeforeChannels = ["sequence", "campaign", "expiry", "due"];

    [Fact]
    public void Judge_NothingAgainstIt_SendsOnTheFirstChannelAndEveryRuleHasSpokenInOrder()
    {
        var verdict = Assert.IsType<Verdict.Send>(ATouch.Judge(Enrolled()));

        Assert.Equal(Channel.Push, verdict.Channel);
        Assert.Equal([.. BeforeChannels, "reach", "consent", "suppression", "tried", "cap", "quiet-hours"], verdict.Said());
        Assert.All(verdict.Findings, finding => Assert.NotEmpty(finding.Detail));
    }

    [Fact]
    public void Judge_HeldOut_IsAGhostWithTheFindingsOfOneWhoIsNot()
    {
        var treated = ATouch.Judge(Enrolled());
        var heldOut = Assert.IsType<Verdict.Ghost>(ATouch.Judge(Enrolled().WithOpen(open => open with { Arm = Arm.Holdout })));

        Assert.Equal(Channel.Push, heldOut.Channel);
        Assert.Equal(treated.Findings, heldOut.Findings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Judge_ARuleObjects_TheArmIsNotConsulted(bool heldOut)
    {
        var user = Enrolled(Plan with { QuietHours = Nights }).WithOpen(open => open with { Arm = heldOut ? Arm.Holdout : Arm.Treatment });

        Assert.IsType<Verdict.Hold>(ATouch.Judge(user, Plan with { QuietHours = Nights }, Noon.AddHours(11)));
    }

    [Fact]
    public void Judge_NoEnrolment_EndsTheSequence() =>
        Assert.Equal(EnrolmentStatus.Cancelled, Assert.IsType<Verdict.End>(ATouch.Judge(AUser.Reachable())).Status);

    [Theory]
    [InlineData(EnrolmentStatus.Returned)]
    [InlineData(EnrolmentStatus.OptedOut)]
    [InlineData(EnrolmentStatus.Cancelled)]
    [InlineData(EnrolmentStatus.Completed)]
    [InlineData(EnrolmentStatus.Void)]
    public void Judge_SequenceOver_EndsAsItIs(EnrolmentStatus status)
    {
        var verdict = Assert.IsType<Verdict.End>(ATouch.Judge(Enrolled().WithOpen(open => open with { Status = status })));

        Assert.Equal((status, "!sequence"), (verdict.Status, Assert.Single(verdict.Said())));
    }

    [Fact]
    public void Judge_NoTouchLeft_IsCompleted() => Assert.Equal(
        EnrolmentStatus.Completed, Assert.IsType<Verdict.End>(ATouch.Judge(Enrolled().WithOpen(open => open with { Touch = 2 }))).Status);

    [Theory]
    [InlineData(CampaignStatus.Archived)]
    [InlineData(null)]   // deleted
    public void Judge_CampaignOver_IsCancelled(CampaignStatus? status)
    {
        var verdict = Assert.IsType<Verdict.End>(TouchJudge.Judge(Question() with { Status = status }, Enrolled(), Noon));

        Assert.Equal(EnrolmentStatus.Cancelled, verdict.Status);
        Assert.Equal(["sequence", "!campaign"], verdict.Said());
    }

    [Fact]
    public void Judge_PinnedVersionUnknown_IsCancelled() => Assert.Equal(
        EnrolmentStatus.Cancelled, Assert.IsType<Verdict.End>(ATouch.Judge(Enrolled().WithOpen(open => open with { Version = 7 }))).Status);

    [Fact]
    public void Judge_TouchUnknownInItsVersion_IsCancelled() => Assert.IsType<Verdict.End>(
        ATouch.Judge(Enrolled().WithOpen(open => open with { Touches = [new("other", Noon)] })));

    [Theory]
    [InlineData(CampaignStatus.Paused, 0, 10)]
    [InlineData(CampaignStatus.Paused, 2, 40)]   // patience grows with each wait
    [InlineData(CampaignStatus.Draft, 0, 10)]
    public void Judge_CampaignNotActive_IsHeldAWhile(CampaignStatus status, int waits, int minutes)
    {
        var verdict = Assert.IsType<Verdict.Hold>(TouchJudge.Judge(Question() with { Status = status, Waits = waits }, Enrolled(), Noon));

        Assert.Equal(Noon.AddMinutes(minutes), verdict.Until);
        Assert.Equal(["sequence", "!campaign"], verdict.Said());
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]   // at its expiry it has expired
    public void Judge_AroundItsExpiry_IsSkippedExactlyAtIt(int ticks, bool sends)
    {
        var verdict = ATouch.Judge(Enrolled(), now: Noon.AddDays(3).AddTicks(ticks));

        Assert.Equal(sends, verdict is Verdict.Send);
        Assert.Equal(!sends, verdict is Verdict.Skip && verdict.Said().Last() == "!expiry");
    }

    [Fact]
    public void Judge_ExpiryInCalendarDays_CountsInThePersonsZone()
    {
        var planned = new DateTimeOffset(2026, 3, 27, 11, 0, 0, TimeSpan.Zero);   // clocks go forward on the 29th: three days have 71 hours
        var user = AUser.Reachable().In("Europe/Berlin").In(Plan, planned);

        Assert.IsType<Verdict.Send>(ATouch.Judge(user, now: planned.AddHours(71).AddTicks(-1)));
        Assert.IsType<Verdict.Skip>(ATouch.Judge(user, now: planned.AddHours(71)));
    }

    [Fact]
    public void Judge_HeldBefore_IsHeldUntilThen()
    {
        var user = Enrolled().WithOpen(open => open with { HeldUntil = Noon.AddHours(2) });

        var verdict = Assert.IsType<Verdict.Hold>(ATouch.Judge(user, now: Noon.AddHours(2).AddTicks(-1)));
        Assert.Equal((Noon.AddHours(2), "!due"), (verdict.Until, verdict.Said().Last()));
        Assert.IsType<Verdict.Send>(ATouch.Judge(user, now: Noon.AddHours(2)));
    }

    [Fact]
    public void Judge_BeforeThePlannedInstant_IsHeld() =>
        Assert.Equal(Noon, Assert.IsType<Verdict.Hold>(ATouch.Judge(Enrolled(), now: Noon.AddTicks(-1))).Until);

    public static TheoryData<string, User> Objections() => new()
    {
        { "reach", Enrolled() with { Profile = Enrolled().Profile with { Installations = [new("phone", "fcm", null, Noon)] } } },
        { "consent", Enrolled().Saying(Channel.Push, given: false) },
        { "tried", Enrolled().WithOpen(open => open with { Tried = [Channel.Push] }) },
    };

    [Theory]
    [MemberData(nameof(Objections))]
    public void Judge_FirstChannelNotAllowed_TakesTheNextAndSaysWhy(string rule, User user)
    {
        var verdict = Assert.IsType<Verdict.Send>(ATouch.Judge(user));

        Assert.Equal(Channel.Sms, verdict.Channel);
        Assert.Equal("!" + rule, verdict.Said().First(said => said.StartsWith('!')));
    }

    [Fact]
    public void Judge_ConsentNeverGiven_IsNoConsent() =>
        Assert.IsType<Verdict.Skip>(ATouch.Judge(Enrolled() with { Profile = Enrolled().Profile with { Consents = new Dictionary<Channel, Consent>() } }));

    [Fact]
    public void Judge_SuppressedChannel_TakesTheNext()
    {
        var question = Question() with { Suppressed = new HashSet<Channel> { Channel.Push, Channel.Sms } };

        Assert.Equal(Channel.Email, Assert.IsType<Verdict.Send>(TouchJudge.Judge(question, Enrolled(), Noon)).Channel);
    }

    [Fact]
    public void Judge_ChannelNotServedHere_TakesTheNext()
    {
        var question = Question() with { Served = new HashSet<Channel> { Channel.Email } };

        Assert.Equal(Channel.Email, Assert.IsType<Verdict.Send>(TouchJudge.Judge(question, Enrolled(), Noon)).Channel);
    }

    [Fact]
    public void Judge_NoChannelAllowed_IsSkippedNotHeld()
    {
        var verdict = ATouch.Judge(Enrolled() with { Profile = Profile.Empty });

        Assert.Equal("no channel is allowed", Assert.IsType<Verdict.Skip>(verdict).Why);
        Assert.Equal([.. BeforeChannels, "!reach", "!reach", "!reach"], verdict.Said());
    }

    [Fact]
    public void Judge_CapOfOneChannelFull_TakesTheNextChannel()
    {
        var campaign = Plan with { Caps = [new(Channel.Push, 1, TimeSpan.FromDays(1))] };

        Assert.Equal(Channel.Sms, Assert.IsType<Verdict.Send>(ATouch.Judge(Enrolled(campaign).Contacted(Channel.Push, Noon.AddHours(-1)), campaign)).Channel);
    }

    [Fact]
    public void Judge_EveryCapFull_IsHeldUntilTheFirstOpens()
    {
        var campaign = Plan with
        {
            Caps = [new(Channel.Push, 1, TimeSpan.FromHours(30)), new(Channel.Sms, 1, TimeSpan.FromHours(20)), new(Channel.Email, 1, TimeSpan.FromHours(40))],
        };
        var user = Enrolled(campaign);
        foreach (var channel in Enum.GetValues<Channel>())
            user = user.Contacted(channel, Noon.AddHours(-1));

        var verdict = Assert.IsType<Verdict.Hold>(ATouch.Judge(user, campaign));
        Assert.Equal((Noon.AddHours(19), "frequency cap"), (verdict.Until, verdict.Why));
        Assert.Equal("!cap", verdict.Said().Last());   // the caps have spoken per channel; nothing is said twice
    }

    [Fact]
    public void Judge_CapOpensAtNight_IsHeldUntilTheMorningAfter()
    {
        var campaign = Plan with { Caps = [new(null, 1, TimeSpan.FromHours(12))], QuietHours = Nights };
        var user = Enrolled(campaign).Contacted(Channel.Email, Noon.AddHours(-1));   // opens at 23:00

        Assert.Equal(Noon.AddHours(20), Assert.IsType<Verdict.Hold>(ATouch.Judge(user, campaign)).Until);
    }

    [Fact]
    public void Judge_CapOpensAfterExpiry_IsSkipped()
    {
        var campaign = Plan with { Caps = [new(null, 1, TimeSpan.FromDays(30))] };

        Assert.IsType<Verdict.Skip>(ATouch.Judge(Enrolled(campaign).Contacted(Channel.Sms, Noon.AddHours(-1)), campaign));
    }

    [Fact]
    public void Judge_Night_IsHeldAndSaysWhichHoursInWhichZone()
    {
        var verdict = Assert.IsType<Verdict.Hold>(ATouch.Judge(Enrolled(Plan with { QuietHours = Nights }), Plan with { QuietHours = Nights }, Noon.AddHours(11)));

        Assert.Equal(Noon.AddHours(20), verdict.Until);
        Assert.Contains("22:00 to 08:00 Etc/UTC", verdict.Findings[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_LastWait_SkipsWhatWouldBeHeld()
    {
        var campaign = Plan with { QuietHours = Nights };
        var question = Question(campaign) with { IsLastWait = true };

        Assert.Contains("put off too often", Assert.IsType<Verdict.Skip>(TouchJudge.Judge(question, Enrolled(campaign), Noon.AddHours(11))).Why, StringComparison.Ordinal);
        Assert.IsType<Verdict.Send>(TouchJudge.Judge(question, Enrolled(campaign), Noon));
    }

    [Fact]
    public void Judge_Claimed_AsksOnlyThatChannelAndDoesNotCountItsOwnContact()
    {
        var campaign = Plan with { Caps = [new(null, 1, TimeSpan.FromDays(7))] };
        var change = ATouch.Change(Enrolled(campaign));
        AttemptProtocol.Claim(change, Question(campaign), Channel.Push);

        Assert.Equal(Channel.Push, Assert.IsType<Verdict.Send>(TouchJudge.Judge(Question(campaign), change.User, Noon, Channel.Push)).Channel);
        var withoutPush = change.User.Saying(Channel.Push, given: false);
        Assert.IsType<Verdict.Skip>(TouchJudge.Judge(Question(campaign), withoutPush, Noon, Channel.Push));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]   // a claim that ran out holds no slot, even where nobody has released it
    public void Judge_ClaimOfAnotherSequence_CountsUntilItRunsOut(int seconds, bool sends)
    {
        var campaign = Plan with { Caps = [new(null, 1, TimeSpan.FromDays(7))] };
        var other = campaign with { Id = "other" };
        var change = ATouch.Change(Enrolled(campaign).In(other));
        AttemptProtocol.Claim(change, Question(other, campaign), Channel.Push);

        var verdict = TouchJudge.Judge(Question(campaign, other), change.User, Noon.AddSeconds(seconds));
        Assert.Equal(sends, verdict is Verdict.Send);
    }

    [Fact]
    public void Judge_OwnAttemptBegunToSend_StillCounts()
    {
        var campaign = Plan with { Caps = [new(null, 1, TimeSpan.FromDays(7))] };
        var change = ATouch.Change(Enrolled(campaign));
        AttemptProtocol.Claim(change, Question(campaign), Channel.Push);
        AttemptProtocol.BeginSending(change, Question(campaign), ["token-1"]);

        Assert.IsType<Verdict.Skip>(TouchJudge.Judge(Question(campaign), change.User, Noon));
    }

    [Fact]
    public void PlaceInRelease_AnyPerson_IsTheSameForEver() =>
        Assert.Equal(ArmAssignment.Fraction("release", "anna"), TouchJudge.PlaceInRelease("anna"));
}
