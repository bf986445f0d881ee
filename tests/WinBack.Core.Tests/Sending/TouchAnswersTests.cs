using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>What follows from what a person did, or did not do, with a touch: conditions, and the fallback after silence.</summary>
public sealed class TouchAnswersTests
{
    private static readonly Campaign Patient = Plan with { Touches = [Plan.Touches[0] with { AfterSilence = Threshold.Days(1) }, Plan.Touches[1]] };

    [Theory]
    [InlineData(Engagement.NotOpened, null, true)]
    [InlineData(Engagement.NotOpened, false, false)]
    [InlineData(Engagement.NotOpened, true, false)]    // a click is an opening
    [InlineData(Engagement.Opened, null, false)]
    [InlineData(Engagement.Opened, true, true)]
    [InlineData(Engagement.NotClicked, null, true)]
    [InlineData(Engagement.NotClicked, false, true)]   // opened only
    [InlineData(Engagement.NotClicked, true, false)]
    [InlineData(Engagement.Clicked, false, false)]
    [InlineData(Engagement.Clicked, true, true)]
    public void Judge_IfAboutAnEarlierTouch_AsksItsMark(Engagement was, bool? clicked, bool sends)
    {
        var campaign = Plan with { Touches = [Plan.Touches[0], Plan.Touches[1] with { If = new([new("t1", was)], []) }] };
        var user = Enrolled(campaign).WithOpen(open => open with { Touch = 1 });
        if (clicked is { } click)
            user = user.WithOpen(open => open.With("t1", click, Noon.AddHours(1)));

        var verdict = ATouch.Judge(user, campaign, Noon.AddDays(3));

        Assert.Equal(sends, verdict is Verdict.Send);
        Assert.Contains(sends ? "if" : "!if", verdict.Said());
    }

    [Fact]
    public void Judge_IfAboutThePerson_IsAskedWhenDueAndNamesTheClause()
    {
        var campaign = Plan with { Touches = [Plan.Touches[0] with { If = new([], [new Condition.Field("country", Comparison.Is, [FieldValue.Of("DE")])]) }] };
        var user = Enrolled(campaign);

        Assert.Equal("country is \"DE\": no value", Assert.IsType<Verdict.Skip>(ATouch.Judge(user, campaign)).Why);
        Assert.IsType<Verdict.Send>(ATouch.Judge(user with { Profile = user.Profile with { Country = new("DE", Noon) } }, campaign));
    }

    [Fact]
    public void Judge_IfNotYetDue_IsNotAsked()
    {
        var campaign = Plan with { Touches = [Plan.Touches[0] with { If = new([new("t1", Engagement.Opened)], []) }] };

        Assert.IsType<Verdict.Hold>(ATouch.Judge(Enrolled(campaign), campaign, Noon.AddTicks(-1)));
    }

    [Fact]
    public void BeginSending_ClickedSinceTheClaim_SendsNothing()
    {
        var campaign = Plan with { Touches = [Plan.Touches[0], Plan.Touches[1] with { If = new([new("t1", Engagement.NotClicked)], []) }] };
        var change = Change(Enrolled(campaign).WithOpen(open => open with { Touch = 1 }), Noon.AddDays(3));
        AttemptProtocol.Claim(change, Question(campaign), Channel.Push);
        change = Change(change.User.WithOpen(open => open.With("t1", isClick: true, Noon.AddDays(3))), Noon.AddDays(3).AddSeconds(1));

        Assert.Equal(Beginning.Released, AttemptProtocol.BeginSending(change, Question(campaign), ["token-1"]));
        Assert.Empty(change.User.Contacts);
        AttemptProtocol.Claim(change, Question(campaign), Channel.Sms);
        Assert.Equal(EnrolmentStatus.Completed, change.User.Open[0].Status);
    }

    [Fact]
    public void Silence_NoAnswerInTime_IsANewContactOnTheNextChannel()
    {
        var user = Handed(Enrolled(Patient), Channel.Push, Noon);
        Assert.Equal((0, Noon.AddDays(1), Noon.AddDays(1)), (user.Open[0].Touch, user.Open[0].HeldUntil!.Value, user.Open[0].Awaited!.Until));

        var after = Handed(user, Channel.Sms, Noon.AddDays(1));

        Assert.Equal([(Channel.Push, Noon), (Channel.Sms, Noon.AddDays(1))], after.Contacts.Select(each => (each.Channel, each.At)));
        Assert.Equal([Channel.Push, Channel.Sms], after.Open[0].Tried);
        after = Handed(after, Channel.Email, Noon.AddDays(2));                       // no channel is left: on to the next touch
        Assert.Equal((1, null, null), (after.Open[0].Touch, after.Open[0].Awaited, after.Open[0].HeldUntil));
        Assert.Empty(after.Open[0].Tried);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Silence_OpenedOrClicked_EndsTheTouchAndSaysSo(bool clicked)
    {
        var user = Handed(Enrolled(Patient), Channel.Push, Noon).WithOpen(open => open.With("t1", clicked, Noon.AddHours(5)));
        var change = Change(user, Noon.AddDays(1));

        var skip = Assert.IsType<Verdict.Skip>(AttemptProtocol.Claim(change, Question(Patient), Channel.Sms));

        Assert.Contains(clicked ? "clicked" : "opened", skip.Why, StringComparison.Ordinal);
        Assert.Equal("!silence", skip.Said().Last());
        Assert.Equal(1, change.User.Open[0].Touch);
        Assert.Equal(Channel.Push, Assert.Single(change.User.Contacts).Channel);
    }

    [Fact]
    public void Silence_AnsweredWhileTheNextChannelWasClaimed_SendsNothing()
    {
        var change = Change(Handed(Enrolled(Patient), Channel.Push, Noon), Noon.AddDays(1));
        AttemptProtocol.Claim(change, Question(Patient), Channel.Sms);
        change = Change(change.User.WithOpen(open => open.With("t1", isClick: true, Noon.AddDays(1))), Noon.AddDays(1).AddSeconds(2));

        Assert.Equal(Beginning.Released, AttemptProtocol.BeginSending(change, Question(Patient), ["+4915112345678"]));
        Assert.Equal(Channel.Push, Assert.Single(change.User.Contacts).Channel);
    }

    [Fact]
    public void Silence_CapIsFull_HoldsTheFallbackAsAnyContact()
    {
        var campaign = Patient with { Caps = [new(null, 1, TimeSpan.FromDays(2))] };
        var user = Handed(Enrolled(campaign), Channel.Push, Noon, campaign);

        Assert.Equal(Noon.AddDays(2), Assert.IsType<Verdict.Hold>(ATouch.Judge(user, campaign, Noon.AddDays(1))).Until);
    }

    [Fact]
    public void Silence_NoOtherChannelReachesThePerson_IsNotWaitedFor()
    {
        var user = Enrolled(Patient).Saying(Channel.Sms, given: false).Saying(Channel.Email, given: false);

        Assert.Equal((1, null), (Handed(user, Channel.Push, Noon).Open[0].Touch, Handed(user, Channel.Push, Noon).Open[0].Awaited));
    }

    [Fact]
    public void Silence_TheNextTouchCountsFromIt_FromTheLastHandOver()
    {
        var campaign = Patient with { Touches = [Patient.Touches[0], Plan.Touches[1] with { IsAfterPrevious = true }] };
        var answered = Handed(Enrolled(campaign), Channel.Push, Noon, campaign).WithOpen(open => open.With("t1", isClick: true, Noon.AddHours(1)));
        var change = Change(answered, Noon.AddDays(1));
        AttemptProtocol.Claim(change, Question(campaign), Channel.Sms);

        Assert.Equal(Noon.AddDays(3), change.User.Open[0].Touches[1].At);
    }

    [Fact]
    public void Silence_LongAfterThePlan_ExpiresFromItsOwnTurn()
    {
        var campaign = Patient with { Touches = [Patient.Touches[0] with { AfterSilence = Threshold.Days(5) }] };   // expires after 3
        var user = Handed(Enrolled(campaign), Channel.Push, Noon, campaign);

        Assert.Equal(Channel.Sms, Assert.IsType<Verdict.Send>(ATouch.Judge(user, campaign, Noon.AddDays(7))).Channel);
        Assert.IsType<Verdict.Skip>(ATouch.Judge(user, campaign, Noon.AddDays(8)));
    }

    [Fact]
    public void Silence_NoWaitLeft_GoesOn()
    {
        var change = Change(Enrolled(Patient));
        AttemptProtocol.Claim(change, Question(Patient), Channel.Push);
        AttemptProtocol.BeginSending(change, Question(Patient), ["token-1"]);
        AttemptProtocol.RecordAnswer(change, Question(Patient) with { IsLastWait = true }, change.User.Open[0], new SendResult.Accepted("p"), []);

        Assert.Equal(1, change.User.Open[0].Touch);
    }

    [Fact]
    public void Silence_MostContactsThatAFileMayPlan_LeaveWaitsForRulesAndHistoryInBounds()
    {
        for (var touches = 1; touches <= 10; touches++)
        {
            var fallbacks = Math.Min(12 - touches, touches * 2);

            Assert.InRange(SequencePlan.MaxWaits(touches) - fallbacks, 5, SequencePlan.MaxHistory);
        }
    }

    [Theory]
    [InlineData("email", Channel.Email)]
    [InlineData("sms", Channel.Sms)]
    [InlineData("push", Channel.Push)]
    [InlineData(null, Channel.Push)]
    public void Preference_AmongTheChannels_ComesFirst(string? preferred, Channel channel)
    {
        var user = Prefers(preferred);

        Assert.Equal(channel, Assert.IsType<Verdict.Send>(ATouch.Judge(user.In(Plan))).Channel);
    }

    [Fact]
    public void Preference_NotAllowedOrNotListed_FallsBackToTheCampaignsOrder()
    {
        Assert.Equal(Channel.Push, Assert.IsType<Verdict.Send>(ATouch.Judge(Prefers("email").Saying(Channel.Email, given: false).In(Plan))).Channel);
        var noMail = Plan with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Sms, Channel.Push)] };
        Assert.Equal(Channel.Sms, Assert.IsType<Verdict.Send>(ATouch.Judge(Prefers("email").In(noMail), noMail)).Channel);
    }

    [Fact]
    public void Engaged_RepeatsAndStrangers_ChangeNothing()
    {
        var open = Enrolled().Open[0].With("t1", isClick: false, Noon);

        Assert.Same(open, open.With("t1", isClick: false, Noon.AddHours(1)));
        Assert.Same(open, open.With("elsewhere", isClick: true, Noon));
        Assert.Equal([new TouchEngagement("t1", Noon, Noon.AddHours(2))], open.With("t1", isClick: true, Noon.AddHours(2)).Engaged);
    }

    private static User Prefers(string? channel)
    {
        var user = AUser.Reachable();
        return user with { Profile = user.Profile with { PreferredChannel = channel is null ? null : new(channel, Noon) } };
    }

    private static User Handed(User user, Channel channel, DateTimeOffset now, Campaign? campaign = null)
    {
        var (asked, change) = (Question(campaign ?? Patient), Change(user, now));
        Assert.Equal(channel, Assert.IsType<Verdict.Send>(AttemptProtocol.Claim(change, asked, channel)).Channel);
        Assert.Equal(Beginning.Sending, AttemptProtocol.BeginSending(change, asked, Reach.Addresses(user.Profile, channel)));
        AttemptProtocol.RecordAnswer(change, asked, change.User.Open[0], new SendResult.Accepted("p"), []);
        return change.User;
    }
}
