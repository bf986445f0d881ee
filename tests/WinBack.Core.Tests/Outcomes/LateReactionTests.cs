using System.Text.Json;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Tests.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Outcomes;

/// <summary>What comes after a window has closed: enrolled at noon, the window of 17 days ended.</summary>
public sealed class LateReactionTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;
    private static readonly DateTimeOffset Ends = Noon.AddDays(17);
    private static readonly Campaign Plan = ATouch.Plan;

    [Theory]
    [InlineData(Arm.Treatment)]
    [InlineData(Arm.Holdout)]
    [InlineData(Arm.Global)]
    public void React_PurchaseInTheWindowThatArrivesLate_WritesTheOutcomeAnewUnderItsDay(Arm arm)
    {
        var fact = Rewritten(Closed(arm: arm), Given.Purchase(Noon.AddDays(2), "late", value: 30));

        Assert.Equal((FactKind.Outcome, arm, Ends, (DateTimeOffset?)Noon, (int?)2), (fact.Kind, fact.Arm, fact.At, fact.KeptAt, fact.Sequel));
        Assert.Equal(new Outcome(Noon.AddDays(2), Noon.AddDays(2), 30), fact.Outcome);
    }

    [Fact]
    public void React_SeveralLateEvents_AreWrittenOneAfterTheOther()
    {
        var once = React(Closed(), Given.Purchase(Noon.AddDays(5), "late", value: 30)).User;
        var fact = Rewritten(once, Given.Purchase(Noon.AddDays(3), "later", value: 12));

        Assert.Equal((3, new Outcome(Noon.AddDays(3), Noon.AddDays(3), 42)), (fact.Sequel, fact.Outcome));
    }

    [Theory]
    [InlineData("order-1", 40, 5)]      // a purchase in the window, sent back weeks after it
    [InlineData("order-0", 40, null)]   // a purchase before the enrolment
    [InlineData(null, 40, null)]        // of which purchase nobody says, so its date decides
    [InlineData(null, 16, 5)]
    [InlineData("order-0", 16, null)]
    public void React_Refund_TakesFromTheRevenueWhenItsPurchaseWasInTheWindow(string? of, int day, int? left)
    {
        var user = Closed(Given.Purchase(Noon.AddDays(1), "order-1", value: 20));

        var change = React(user, Refund(-15, Noon.AddDays(day), of));

        var revenue = change.User.Closed[0].Outcome.Outcome!.Revenue;
        Assert.Equal(left ?? 20, revenue);
        Assert.Equal((Noon.AddDays(1), Noon.AddDays(1)), (change.User.Closed[0].Outcome.Outcome!.ReturnedAt, change.User.Closed[0].Outcome.Outcome!.ConvertedAt));
    }

    [Fact]
    public void React_RefundOfAPurchaseWhileTheWindowIsOpen_CountsWheneverItIsDated()
    {
        var user = Applied(ATouch.Enrolled(Plan), Given.Purchase(Noon.AddDays(1), "order-1", value: 20));

        Assert.Equal(8, Applied(user, Refund(-12, Ends.AddMinutes(1), "order-1")).Open[0].Revenue);
        Assert.Equal(20, Applied(user, Refund(-12, Noon.AddDays(2), "order-0")).Open[0].Revenue);
    }

    [Fact]
    public void React_PurchasesAfterTheWindow_AreFollowedFor90DaysAndChangeNothingElse()
    {
        var user = Closed(Given.Purchase(Noon.AddDays(1), "order-1", value: 20));
        user = React(user, Given.Purchase(Noon.AddDays(29), "order-2", value: 10)).User;
        user = React(user, Given.Purchase(Noon.AddDays(89), "order-3", value: 5)).User;

        Assert.Equal(new FollowUp(3, 30, 35), user.Closed[0].Outcome.About!.FollowUp);
        Assert.Equal(20, user.Closed[0].Outcome.Outcome!.Revenue);
        Assert.False(React(user, Given.Purchase(Noon.AddDays(90), "order-4", value: 5)).Effects.OfType<Effect.AppendFact>().Any());
    }

    [Fact]
    public void React_LongAfterwards_ChangesNothing()
    {
        var change = React(Closed(), Given.Purchase(Noon.AddDays(2), "late"), now: Noon.AddDays(181));

        Assert.Empty(change.Effects);
    }

    [Fact]
    public void Enrol_Again_SaysOfTheOneBeforeThatThePersonLapsedAgain()
    {
        var change = ATouch.Change(Closed(), Noon.AddDays(100));
        Core.Sequences.Enrolling.Enrol(change, Plan, new(Noon.AddDays(60), Noon.AddDays(100)), DateTimeZone.Utc);

        var fact = change.Effects.OfType<Effect.AppendFact>().Single(each => each.Fact.Kind == FactKind.Outcome).Fact;
        Assert.Equal((1, (int?)2, (DateTimeOffset?)Noon.AddDays(100)), (fact.Episode, fact.Sequel, fact.About!.LapsedAgainAt));
    }

    [Fact]
    public void Close_CountsMessagesByPriceAndWhatOtherCampaignsSent()
    {
        var user = ATouch.Enrolled(Plan).Contacted(Channel.Sms, Noon.AddDays(-1), Noon.AddDays(3), Noon.AddDays(20));
        var own = user.Open[0].InstanceId(user.PersonKey);
        user = user with { Contacts = [.. user.Contacts, new(Noon.AddDays(1), Channel.Email, AttemptKey.For(own, "t1", Channel.Email)), new(Noon.AddDays(2), Channel.Sms, AttemptKey.For(own, "t2", Channel.Sms))] };

        var about = Close(user, new() { SmsPrice = 0.5m, EmailPrice = 0.01m }, new() { Currency = "SEK" }).Closed[0].Outcome.About!;

        Assert.Equal((0.51m, "SEK", 1), (about.MessageCost, about.Currency, about.OtherContacts));
        Assert.Equal((1, 1), (about.Messages![Channel.Email], about.Messages[Channel.Sms]));
    }

    [Fact]
    public void Close_LaterEnrolments_CarryTheSumsOfThoseBeforeThemButForTheFirst()
    {
        var user = Closed(Given.Purchase(Noon.AddDays(1), "order-1", value: 20));
        List<LaterSums?> before = [];
        for (var episode = 2; episode <= 4; episode++)
        {
            var at = Noon.AddDays(100 * (episode - 1));
            var change = ATouch.Change(user, at);
            Core.Sequences.Enrolling.Enrol(change, Plan, new(at.AddDays(-40), at), DateTimeZone.Utc);
            user = Applied(change.User, Given.Purchase(at.AddDays(1), $"order-{episode}", value: 10));
            user = Close(user);
            before.Add(user.Closed[^1].Outcome.About!.Before);
        }

        Assert.Equal([null, new(Arm.Treatment, 1, 1, 1, 10), new(Arm.Treatment, 2, 2, 2, 20)], before);
    }

    [Theory]
    [InlineData("opened", true)]
    [InlineData(ItemEvent.PriceDrop, false)]        // the shop told of it: the person did nothing
    public void React_AnyDeedInTheWindowThatArrivesLate_IsAReturn(string type, bool isReturn)
    {
        var user = Closed();
        var change = ATouch.Change(user, Ends.AddDays(1));

        new LateReaction(ACampaign.Set(Plan with { ExitTypes = [] })).React(change, user, Given.Purchase(Noon.AddDays(2), "late") with { Type = type, Value = null });

        Assert.Equal(isReturn, change.User.Closed[0].Outcome.Outcome!.ReturnedAt is not null);
    }

    private static Fact Rewritten(User user, IncomingEvent given) => Assert.Single(React(user, given).Effects.OfType<Effect.AppendFact>()).Fact;

    private static PersonChange React(User user, IncomingEvent given, DateTimeOffset? now = null)
    {
        var change = ATouch.Change(user, now ?? (given.At > Ends ? given.At : Ends.AddDays(1)));
        new LateReaction(ACampaign.Set(Plan)).React(change, user, given);
        return change;
    }

    private static User Applied(User user, IncomingEvent given)
    {
        var change = ATouch.Change(user, given.At);
        new ReturnReaction(ACampaign.Set(Plan), DateTimeZone.Utc).React(change, user, given);
        return change.User;
    }

    private static User Closed(IncomingEvent? before = null, Arm arm = Arm.Treatment)
    {
        var user = ATouch.Enrolled(Plan).WithOpen(open => open with { Arm = arm });
        return Close(before is null ? user : Applied(user, before));
    }

    private static User Close(User user, OutcomeOptions? prices = null, MoneyOptions? money = null)
    {
        var open = user.Open[0];
        var change = ATouch.Change(user, open.WindowEnds);
        Assert.True(WindowClose.Decide(change, new(DueKind.Close, open.WindowEnds, user.Id, open.Campaign, open.Episode, null), ACampaign.Set(Plan), DateTimeZone.Utc, prices: prices, money: money));
        return change.User;
    }

    private static IncomingEvent Refund(decimal value, DateTimeOffset at, string? of) => Given.Purchase(at, "refund", value: value) with
    {
        Properties = of is null ? null : JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["refundOf"] = of }),
    };
}
