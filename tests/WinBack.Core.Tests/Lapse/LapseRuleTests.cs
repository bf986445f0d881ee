using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

/// <summary>Lapse rules beyond one fixed threshold: segments, several silences joined, and those at risk.</summary>
public sealed class LapseRuleTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private static readonly SilenceRule Purchase = new(Threshold.Days(90), ["purchase"]);
    private static readonly SilenceRule Opened = new(Threshold.Days(14), ["app_opened"]);

    [Theory]
    [InlineData("gold", 30)]
    [InlineData("silver", 60)]
    [InlineData("none", 90)]
    public void Judge_PerSegment_TakesTheFirstThatMatches(string plan, int lapses)
    {
        var rule = Purchase with { Segments = [new(Plan("gold"), Threshold.Days(30)), new(new Condition.Any([Plan("gold"), Plan("silver")]), Threshold.Days(60))] };
        var user = With(User(purchase: 0), plan);

        Assert.Equal(new LapseVerdict.NotYet(Noon.AddDays(lapses)), Judge(user, LapseJoin.All, Noon, rule));
        Assert.Equal(
            plan == "none" ? null : plan == "gold" ? "segment 1 of the rule" : "segment 2 of the rule",
            Assert.IsType<LapseVerdict.Lapsed>(Judge(user, LapseJoin.All, Noon.AddDays(lapses), rule)).LapsedBy![0].How);
    }

    [Fact]
    public void Judge_SegmentReadsTheClock_LooksAgainInTimeForTheShorterThreshold()
    {
        var quiet = new Condition.Field("activity.app_opened.daysSinceLast", Comparison.AtLeast, [FieldValue.Of(20)]);
        var rule = Purchase with { Segments = [new(quiet, Threshold.Days(30))] };
        var user = User(purchase: 0, opened: 15);
        NotYet(90, 30, day: 0);      // the shorter threshold could hold by then
        NotYet(90, 31, day: 30);     // and from then on any day: opened 15 days ago, so on day 35
        Assert.IsType<LapseVerdict.Lapsed>(Judge(user, LapseJoin.All, Noon.AddDays(35), rule));

        void NotYet(int at, int bound, int day) => Assert.Equal(
            new LapseVerdict.NotYet(Noon.AddDays(at)) { Bound = Noon.AddDays(bound) }, Judge(user, LapseJoin.All, Noon.AddDays(day), rule));
    }

    [Fact]
    public void React_SegmentsAttributeChanged_BringsTheCheckForward()
    {
        var rule = Purchase with { Segments = [new(Plan("gold"), Threshold.Days(30))] };
        var set = Given.Set(Campaign(LapseJoin.All, rule));
        var user = Reacted(User(purchase: 0), set, Given.Purchase(Noon, "o2"));
        Assert.Equal(Noon.AddDays(90), user.NextCheck);

        var attributes = new Dictionary<string, Core.Events.GivenField<System.Text.Json.JsonElement>> { ["plan"] = new(System.Text.Json.JsonSerializer.SerializeToElement("gold"), Noon) };
        Assert.Equal(Noon.AddDays(30), Reacted(user, set, Given.Event("profile", Noon, "p") with { Profile = new() { Attributes = attributes } }).NextCheck);
    }

    [Theory]
    [InlineData(89, 100, false)]
    [InlineData(90, 13, false)]
    [InlineData(90, 14, true)]
    public void Judge_All_LapsesWhenEveryPartIsReached(int bought, int opened, bool lapsed)
    {
        var verdict = Judge(User(-bought, -opened), LapseJoin.All, Noon, Purchase, Opened);

        Assert.Equal(lapsed, verdict is LapseVerdict.Lapsed { LapsedBy.Count: 2 });
    }

    [Fact]
    public void Judge_AllButOneNeverDone_IsNoLapse() =>
        Assert.IsType<LapseVerdict.NeverActiveBefore>(Judge(User(purchase: -100), LapseJoin.All, Noon, Purchase, Opened));

    [Fact]
    public void Judge_All_ReachesBackByThePartThatDecides() =>   // 60 days without opening are beyond 4 × 14, but it is the purchase that came to its end
        Assert.IsType<LapseVerdict.Lapsed>(Judge(User(-90, -60), LapseJoin.All, Noon, Purchase, Opened));

    [Theory]
    [InlineData(90, 0, true)]
    [InlineData(0, 14, true)]
    [InlineData(89, 13, false)]
    [InlineData(90, 60, true)]      // too late by one part, and in time by the other
    [InlineData(10, 60, false)]
    public void Judge_Any_LapsesWhenOnePartIsReached(int bought, int opened, bool lapsed) =>
        Assert.Equal(lapsed, Judge(User(-bought, -opened), LapseJoin.Any, Noon, Purchase, Opened) is LapseVerdict.Lapsed);

    [Fact]
    public void Judge_AnyPartTooLate_WaitsForTheOther() =>
        Assert.Equal(new LapseVerdict.NotYet(Noon.AddDays(80)), Judge(User(-10, -60), LapseJoin.Any, Noon, Purchase, Opened));

    [Theory]
    [InlineData(62.9, false)]
    [InlineData(63, true)]
    [InlineData(89.9, true)]
    [InlineData(90, false)]   // lapsed: no longer at risk
    public void Judge_AtRisk_EntersFromAFractionOfTheThresholdUntilTheLapse(double days, bool enters)
    {
        var campaign = Campaign(LapseJoin.All, Purchase);
        campaign = campaign with { Lapse = campaign.Lapse! with { AtRisk = 0.7 } };

        Assert.Equal(enters, LapseJudge.Judge(User(purchase: 0), campaign, DateTimeZone.Utc, Noon.AddDays(days)) is LapseVerdict.Lapsed);
    }

    [Theory]
    [InlineData(LapseJoin.All, 65, 20, true)]      // 63 and 9.8 days are past, 90 are not
    [InlineData(LapseJoin.All, 95, 20, false)]
    [InlineData(LapseJoin.Any, 10, 12, true)]
    [InlineData(LapseJoin.Any, 65, 20, false)]     // lapsed by one is lapsed
    public void Judge_AtRiskOfSeveral_EndsWithTheirLapse(LapseJoin join, int bought, int opened, bool enters)
    {
        var campaign = Campaign(join, Purchase, Opened);
        campaign = campaign with { Lapse = campaign.Lapse! with { AtRisk = 0.7 } };

        Assert.Equal(enters, LapseJudge.Judge(User(-bought, -opened), campaign, DateTimeZone.Utc, Noon) is LapseVerdict.Lapsed);
    }

    [Theory]
    [InlineData(LapseJoin.All)]
    [InlineData(LapseJoin.Any)]
    public void Judge_AnyUserAtAnyInstant_NeverEntersBeforeTheBoundSaidBefore(LapseJoin join)   // promise 7, of every rule
    {
        var quiet = new Condition.Field("activity.app_opened.daysSinceLast", Comparison.AtLeast, [FieldValue.Of(40)]);
        var rhythm = Opened with { Rhythm = new() { MinGaps = 2 } };
        foreach (var atRisk in new double?[] { null, 0.6 })
        {
            var campaign = Campaign(join, Purchase with { Segments = [new(quiet, Threshold.Days(20))] }, rhythm);
            campaign = campaign with { Lapse = campaign.Lapse! with { AtRisk = atRisk } };
            for (var opened = 0; opened < 60; opened += 7)
            {
                var user = User(0, -opened);
                for (var hours = 0; hours < 24 * 120;)
                {
                    var now = Noon.AddHours(hours);
                    var verdict = LapseJudge.Judge(user, campaign, DateTimeZone.Utc, now);
                    hours += 6;
                    if (verdict is not LapseVerdict.NotYet { Bound: var bound } || bound == now.AddDays(1))
                        continue;   // once a segment's threshold is past, a day is as fine as its condition counts
                    Assert.True(bound > now);
                    for (var before = now.AddHours(6); before < bound; before = before.AddHours(6))
                        Assert.IsNotType<LapseVerdict.Lapsed>(LapseJudge.Judge(user, campaign, DateTimeZone.Utc, before));
                }
            }
        }
    }

    private static Condition.Field Plan(string plan) => new("attributes.plan", Comparison.Is, [FieldValue.Of(plan)]);

    private static Campaign Campaign(LapseJoin join, params SilenceRule[] parts) => Given.Campaign() with { Lapse = new(join, parts) };

    private static LapseVerdict Judge(User user, LapseJoin join, DateTimeOffset now, params SilenceRule[] parts) =>
        LapseJudge.Judge(user, Campaign(join, parts), DateTimeZone.Utc, now);

    private static User With(User user, string plan) => user with
    {
        Profile = user.Profile with { Attributes = new Dictionary<string, Stamped<FieldValue?>> { ["plan"] = new(FieldValue.Of(plan), Noon) } },
    };

    private static User User(int? purchase = null, int? opened = null)
    {
        var change = Given.Change(Given.User());
        if (purchase is { } bought)
            EventApplication.Apply(change, Given.Purchase(Noon.AddDays(bought)));
        if (opened is { } at)
            EventApplication.Apply(change, Given.Event("app_opened", Noon.AddDays(at)));
        return change.User;
    }

    private static User Reacted(User user, CampaignSet set, Core.Events.IncomingEvent given)
    {
        var change = Given.Change(user);
        EventApplication.Apply(change, given);
        new NextCheckReaction(set, DateTimeZone.Utc).React(change, user, given);
        return change.User;
    }
}
