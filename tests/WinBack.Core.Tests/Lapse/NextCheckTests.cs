using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

public sealed class NextCheckTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public void Of_SeveralCampaigns_IsTheEarliestBound() => Assert.Equal(
        Noon.AddDays(10), NextCheck.Of(Bought(Noon), Given.Set(Given.Campaign(), Given.Campaign("soon", "P10D")), DateTimeZone.Utc, Noon));

    [Fact]
    public void Of_NothingActive_IsNever()
    {
        Assert.Null(NextCheck.Of(Bought(Noon), CampaignSet.Empty, DateTimeZone.Utc, Noon));
        Assert.Null(NextCheck.Of(Bought(Noon), Given.Set(Given.Campaign() with { Status = CampaignStatus.Paused }), DateTimeZone.Utc, Noon));
    }

    [Fact]
    public void Of_RuleMetAlready_IsNow() =>
        Assert.Equal(Noon.AddDays(40), NextCheck.Of(Bought(Noon), Given.Set(Given.Campaign()), DateTimeZone.Utc, Noon.AddDays(40)));

    [Theory]
    [InlineData("activity.purchase.daysSinceLast", true)]
    [InlineData("activity.purchase.daysSinceFirst", true)]
    [InlineData("activity.app.open.daysSinceLast", true)]
    [InlineData("activity.purchase.count", false)]
    [InlineData("country", false)]
    [InlineData("stage", true)]
    [InlineData("refund.daysSinceLast", true)]
    [InlineData("contacts.count", true)]
    [InlineData("campaigns.spring.returned", true)]     // no event of this user's tells it
    [InlineData("attributes.x.daysSinceLast", false)]   // an attribute of that name stands still
    public void AfterStayingOut_AudienceReadsTheClock_LooksAgainTomorrow(string field, bool again)
    {
        var campaign = Given.Campaign() with { Audience = new Condition.Not(new Condition.Field(field, Comparison.Absent, [])) };

        Assert.Equal(again ? Noon.AddDays(1) : null, NextCheck.AfterStayingOut(campaign, Noon));
    }

    [Fact]
    public void AfterStayingOut_CountInAWindow_LooksAgainTomorrow()
    {
        var recent = new Condition.Field("activity.purchase.count", Comparison.AtMost, [FieldValue.Of(1)]) { Within = 30 };

        Assert.Equal(Noon.AddDays(1), NextCheck.AfterStayingOut(Given.Campaign() with { Audience = recent }, Noon));
        Assert.Equal(Noon.AddDays(1), NextCheck.AfterStayingOut(Given.Campaign() with { Exclude = recent }, Noon));
        Assert.Equal(Noon.AddDays(1), NextCheck.AfterStayingOut(Given.Campaign() with { ExcludeEverywhere = recent }, Noon));
    }

    [Fact]
    public void React_Refund_AsksTheCampaignsThatReadRefunds()
    {
        var audience = new Condition.Field("refund.daysSinceLast", Comparison.AtMost, [FieldValue.Of(7)]);
        var set = Given.Set(Given.Campaign() with { Audience = audience });
        var lapsed = Bought(Noon.AddDays(-40)) with { JudgedBy = set.Version };

        var change = Reacted(lapsed, Given.Event("support_refund", Noon) with { Value = -5 }, set);

        Assert.Equal(Noon, Assert.Single(change.Filings).At);
    }

    [Fact]
    public void AfterStayingOut_Everybody_IsNever() => Assert.Null(NextCheck.AfterStayingOut(Given.Campaign(), Noon));

    [Fact]
    public void React_FirstActivity_FilesTheCheck()
    {
        var change = Reacted(Given.User(), Given.Purchase(Noon), Given.Set(Given.Campaign()));

        Assert.Equal(new DueFiling(DueKind.Check, Noon.AddDays(30), "anna", null, 0, Noon), Assert.Single(change.Filings));
        Assert.Equal((Noon.AddDays(30), 1L), (change.User.NextCheck, change.User.JudgedBy));
    }

    [Fact]
    public void React_MoreActivity_LeavesTheIndexAlone()
    {
        var set = Given.Set(Given.Campaign());
        var user = Reacted(Given.User(), Given.Purchase(Noon), set).User;

        var change = Reacted(user, Given.Purchase(Noon.AddDays(5), "2"), set, Noon.AddDays(5));
        Assert.Empty(change.Filings);
        Assert.Equal(Noon.AddDays(30), change.User.NextCheck);
    }

    [Fact]
    public void React_LateEvent_LeavesTheIndexAlone()
    {
        var set = Given.Set(Given.Campaign());
        var user = Reacted(Given.User(), Given.Purchase(Noon), set).User;

        Assert.Empty(Reacted(user, Given.Purchase(Noon.AddDays(-20), "late"), set).Filings);
    }

    [Fact]
    public void React_ImportedWithoutHistory_FilesTheFirstEventThatCounts()   // a profile alone can lapse from nothing
    {
        var set = Given.Set(Given.Campaign());
        var user = Reacted(Given.User(), Given.Reachable(Noon), set).User;
        Assert.Null(user.NextCheck);

        Assert.Equal(Noon.AddDays(35), Reacted(user, Given.Purchase(Noon.AddDays(5)), set, Noon.AddDays(5)).User.NextCheck);
    }

    [Fact]
    public void React_NeverActive_IsFiledFromFirstSeenThoughTheRuleNamesNoSuchEvent()   // mautic#4635
    {
        var set = Given.Set(Given.Campaign() with { Lapse = new(Threshold.Days(30), ["purchase"], NeverActive.FromFirstSeen) });
        var user = Reacted(Given.User(), Given.Reachable(Noon), set).User;

        user = Reacted(user, Given.Event("view", Noon.AddDays(2)), set, Noon.AddDays(2)).User;
        Assert.Equal(Noon.AddDays(32), user.NextCheck);
        Assert.Equal(Noon.AddDays(31), Reacted(user, Given.Event("view", Noon.AddDays(1), "late"), set, Noon.AddDays(2)).User.NextCheck);   // seen earlier than known
        Assert.Empty(Reacted(user, Given.Event("view", Noon.AddDays(3), "more"), set, Noon.AddDays(3)).Filings);
    }

    public static TheoryData<string, IncomingEvent> Openings() => new()
    {
        { "country", Profile(new() { Fields = new Dictionary<string, GivenField<string?>> { ["country"] = new("DE", Noon) } }) },
        { "email", Profile(new() { Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new("a@b.example", Noon) } }) },
        { "attributes.plan", Profile(new() { Attributes = new Dictionary<string, GivenField<System.Text.Json.JsonElement>> { ["plan"] = new(default, Noon) } }) },
        { "push", Profile(new() { Installations = [new("a", "fcm", "t", Noon)] }) },
        { "reach.push", Profile(new() { Installations = [new("a", "fcm", "t", Noon)] }) },
        { "reach.email", Profile(new() { Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new("a@b.example", Noon) } }) },
        { "reach.sms", Profile(new() { Fields = new Dictionary<string, GivenField<string?>> { ["phone"] = new("+4915112345678", Noon) } }) },
        { "reach.email", Given.Consent(given: true, Noon, "yes") },
        { "activity.view.count", Given.Event("view", Noon) },
    };

    [Theory]
    [MemberData(nameof(Openings))]
    public void React_WhatTheAudienceReadsChanged_LooksAgain(string field, IncomingEvent given)   // parcelvoy#465
    {
        var set = Given.Set(Given.Campaign() with { Audience = new Condition.Field(field, Comparison.Present, []) });
        var user = Bought(Noon.AddDays(-40)) with { JudgedBy = 1 };

        Assert.Equal(Noon, Reacted(user, given, set).User.NextCheck);
        Assert.Empty(Reacted(user, Given.Event("something", Noon, "other"), set).Filings);
    }

    [Fact]
    public void React_AnotherZone_MovesTheBound()
    {
        var set = Given.Set(Given.Campaign());
        var user = Reacted(Given.User(), Given.Purchase(At("2026-03-01T12:00:00Z")), set, At("2026-03-01T12:00:00Z")).User;
        var moved = Profile(new() { Fields = new Dictionary<string, GivenField<string?>> { ["timeZone"] = new("Europe/Berlin", Noon) } });

        Assert.Equal(At("2026-03-31T11:00:00Z"), Reacted(user, moved, set, At("2026-03-01T13:00:00Z")).User.NextCheck);   // one hour shorter by summer time
    }

    [Theory]
    [InlineData(0)]   // judged by an older set
    [InlineData(7)]   // judged by one that this instance has not seen: the back-fill of that one must look again
    public void React_JudgedByAnotherSet_IsRefreshedAndMarkedWithThisOne(long judgedBy)
    {
        var change = Reacted(Bought(Noon) with { JudgedBy = judgedBy }, Given.Event("view", Noon), Given.Set(Given.Campaign()));

        Assert.Equal((Noon.AddDays(30), 1L), (change.User.NextCheck, change.User.JudgedBy));
    }

    [Fact]
    public void React_BoundHasPassed_IsFiledNoSoonerThanAllowed()
    {
        var user = Bought(Noon.AddDays(-40));
        var change = new PersonChange(user, isNew: false, Noon, Noon.AddMinutes(3));
        new NextCheckReaction(Given.Set(Given.Campaign()), DateTimeZone.Utc).React(change, user, Given.Event("view", Noon));

        Assert.Equal(Noon.AddMinutes(3), Assert.Single(change.Filings).At);
        Assert.Equal(Noon.AddMinutes(3), change.User.NextCheck);
    }

    private static IncomingEvent Profile(ProfileUpdate update) => Given.Event(IncomingEvent.ProfileType, Noon) with { Profile = update };

    private static User Bought(DateTimeOffset at) => Reacted(Given.User(), Given.Purchase(at), CampaignSet.Empty).User;

    private static PersonChange Reacted(User user, IncomingEvent given, CampaignSet set, DateTimeOffset? now = null)
    {
        var change = Given.Change(user, now);
        Assert.Null(EventApplication.Apply(change, given));
        new NextCheckReaction(set, DateTimeZone.Utc).React(change, user, given);
        return change;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
