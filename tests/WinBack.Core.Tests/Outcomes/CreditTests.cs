using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Reporting;
using WinBack.Core.Tests.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Outcomes;

/// <summary>Credit for a purchase: enrolled at noon, an e-mail after an hour, a push on day three, the window of 17 days.</summary>
public sealed class CreditTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;
    private static readonly Campaign Plan = ATouch.Plan;

    [Theory]
    [InlineData(0.02, null, null)]                          // before the first message
    [InlineData(1, Channel.Email, null)]                    // before the click
    [InlineData(2, Channel.Email, Channel.Email)]
    [InlineData(4, Channel.Push, Channel.Email)]            // the last message is not the one that was clicked
    [InlineData(6, Channel.Push, Channel.Push)]             // a tap on the push
    public void React_Purchase_GoesToTheLastMessageAndTheLastClickBeforeIt(double days, Channel? last, Channel? clicked)
    {
        var credits = Bought(Messaged(), Noon.AddDays(days), 30).Open[0].Credits;

        Assert.Equal(last, credits?.SingleOrDefault(each => each.Value.Conversions == 1 && each.Value.Revenue == 30).Key);
        Assert.Equal(clicked, credits?.Where(each => each.Value is { DirectConversions: 1, DirectRevenue: 30 }).Select(each => (Channel?)each.Key).SingleOrDefault());
        Assert.Equal(last is null, credits is null);
    }

    [Fact]
    public void React_SeveralPurchasesAndARefund_EachGoesByItsOwnInstant()
    {
        var user = Bought(Bought(Bought(Messaged(), Noon.AddDays(2), 30), Noon.AddDays(6), 20), Noon.AddDays(7), -5);

        Assert.Equal(new(1, 30, 1, 30), user.Open[0].Credits![Channel.Email]);
        Assert.Equal(new(1, 15, 1, 15), user.Open[0].Credits![Channel.Push]);
    }

    [Theory]
    [InlineData(Arm.Holdout)]
    [InlineData(Arm.Global)]
    public void React_WhoeverIsNotTreated_CreditsNobody(Arm arm) =>
        Assert.Null(Bought(Messaged().WithOpen(open => open with { Arm = arm }), Noon.AddDays(6), 30).Open[0].Credits);

    [Fact]
    public void React_ClaimBeforeAnythingLeft_IsNoMessage()
    {
        var user = ATouch.Enrolled(Plan).WithOpen(open => open with { Attempt = new(Channel.Sms, AttemptState.Claimed, Noon) });
        user = user with { Contacts = [new(Noon, Channel.Sms, Key(user, "t1", Channel.Sms))] };
        Assert.Null(Bought(user, Noon.AddHours(1), 30).Open[0].Credits);
        Assert.NotNull(Bought(user.WithOpen(open => open with { Attempt = open.Attempt! with { State = AttemptState.Sending } }), Noon.AddHours(1), 30).Open[0].Credits);
    }

    [Fact]
    public void React_MessagesOfOtherCampaigns_AreNone() =>
        Assert.Null(Bought(ATouch.Enrolled(Plan).Contacted(Channel.Email, Noon.AddHours(1)), Noon.AddDays(2), 30).Open[0].Credits);

    [Fact]
    public void React_PurchaseThatArrivesAfterTheClose_IsCreditedAsInTime()
    {
        var user = Closed(Messaged());
        var change = ATouch.Change(user, Noon.AddDays(20));
        new LateReaction(ACampaign.Set(Plan)).React(change, user, Given.Purchase(Noon.AddDays(4), "late", value: 30));

        var credits = change.User.Closed[0].Outcome.About!.Credits!;
        Assert.Equal((new CreditSum(1, 30, 0, 0), new CreditSum(0, 0, 1, 30)), (credits[Channel.Push], credits[Channel.Email]));
    }

    [Fact]
    public void Report_Credit_StandsBesideTheLiftAndSaysWhatItIsNot()
    {
        var outcome = Closed(Bought(Messaged(), Noon.AddDays(4), 30)).Closed[0].Outcome;
        var report = Report(outcome);

        Assert.Equal([new(Channel.Push, 1, 30, 0, 0), new ChannelCredit(Channel.Email, 0, 0, 1, 30)], report.Credit!.Channels);
        Assert.Contains("not what caused it", report.Credit.Definition, StringComparison.Ordinal);
        Assert.Null(Report(outcome with { About = outcome.About! with { Credits = null } }).Credit);
    }

    [Fact]
    public void WithClick_OfOneMessage_FirstStands()
    {
        var open = Messaged().Open[0];
        Assert.Same(open, open.WithClick("t1", Channel.Email, Noon.AddDays(9)));
        Assert.Same(open, open.WithClick("elsewhere", Channel.Email, Noon.AddDays(9)));
        Assert.Equal(3, open.WithClick("t1", Channel.Sms, Noon.AddDays(9)).Clicks!.Count);
    }

    private static CampaignReport Report(Fact outcome)
    {
        var tally = new CampaignTally();
        tally.Add(outcome with { Kind = FactKind.Enrolled, At = outcome.EnrolledAt!.Value, Outcome = null, About = null });
        tally.Add(outcome);
        return tally.ToReport(outcome.Campaign, default, default);
    }

    private static User Messaged()
    {
        var user = ATouch.Enrolled(Plan);
        return user with
        {
            Contacts = [new(Noon.AddHours(1), Channel.Email, Key(user, "t1", Channel.Email)), new(Noon.AddDays(3), Channel.Push, Key(user, "t2", Channel.Push))],
            Open = [user.Open[0].WithClick("t1", Channel.Email, Noon.AddDays(1.5)).WithClick("t2", Channel.Push, Noon.AddDays(5))],
        };
    }

    private static string Key(User user, string touch, Channel channel) => AttemptKey.For(user.Open[0].InstanceId(user.PersonKey), touch, channel);

    private static User Bought(User user, DateTimeOffset at, decimal value)
    {
        var change = ATouch.Change(user, at);
        IncomingEvent bought = Given.Purchase(at, $"order-{at:O}", value: value);
        new ReturnReaction(ACampaign.Set(Plan), DateTimeZone.Utc).React(change, user, bought);
        return change.User;
    }

    private static User Closed(User user)
    {
        var open = user.Open[0];
        var change = ATouch.Change(user, open.WindowEnds);
        Assert.True(WindowClose.Decide(change, new(DueKind.Close, open.WindowEnds, user.Id, open.Campaign, open.Episode, null), ACampaign.Set(Plan), DateTimeZone.Utc));
        return change.User;
    }
}
