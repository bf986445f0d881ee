using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Tests.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Outcomes;

/// <summary>After so many episodes without an answer no campaign contacts the person, until they do something.</summary>
public sealed class SunsetTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;
    private static readonly Campaign Second = ATouch.Plan with { Sunset = new(2) };
    private static readonly Sunset Mark = new(Noon.AddDays(-1), Noon.AddDays(-20), "replenish", 2);

    [Theory]
    [InlineData(Arm.Treatment)]
    [InlineData(Arm.Holdout)]
    public void Close_SecondUnansweredInARow_BeginsTheSunsetInBothArms(Arm arm)
    {
        var change = Close(Enrolled(run: 1).WithOpen(open => open with { Arm = arm }));

        Assert.Equal(new(Noon.AddDays(17), Noon, "replenish", 2), change.User.Sunset);
        Assert.Contains(change.Effects, effect => effect is Effect.AppendFact { Fact: { Kind: FactKind.Sunset, Arm: var of } } && of == arm);
        Assert.True(change.User.Profile.Consents[Channel.Email].Given);
        Assert.Null(change.User.NextCheck);
    }

    [Fact]
    public void Close_FirstUnanswered_OnlyCounts()
    {
        var change = Close(Enrolled(run: 0));

        Assert.Equal((1, null), (change.User.Unanswered!.Episodes, change.User.Sunset));
    }

    [Fact]
    public void Close_Answered_DoesNotCount()
    {
        Assert.Equal(1, Close(Enrolled(run: 1).WithOpen(open => open with { ReturnedAt = Noon.AddDays(1), Status = EnrolmentStatus.Returned })).User.Unanswered!.Episodes);
        Assert.Equal(1, Close(Enrolled(run: 1).WithOpen(open => open with { Status = EnrolmentStatus.OptedOut })).User.Unanswered!.Episodes);
        Assert.Equal(3, Close(Active(Enrolled(run: 3), Noon.AddDays(2))).User.Unanswered!.Episodes);   // looked around, bought nothing; a new run would be of 1
    }

    [Fact]
    public void Close_ActiveSinceTheEpisodeBefore_BeginsTheRunAnew() =>
        Assert.Equal((1, null), (Close(Active(Enrolled(run: 1), Noon.AddDays(-10))).User is var user ? user.Unanswered!.Episodes : 0, user.Sunset));

    [Theory]
    [InlineData(null, 2, true)]
    [InlineData(null, 0, false)]
    [InlineData(0, 2, false)]       // sunset: never
    [InlineData(3, 2, false)]       // the campaign's own word
    public void Close_CampaignOrProject_SaysAfterHowMany(int? own, int project, bool begins) =>
        Assert.Equal(begins, Close(Enrolled(run: 1), Second with { Sunset = own is { } after ? new(after) : null }, project).User.Sunset is not null);

    [Fact]
    public void Judge_Sunset_SkipsEveryCampaignsTouchAndNamesTheRule()
    {
        var verdict = ATouch.Judge(ATouch.Enrolled() with { Sunset = Mark });

        Assert.StartsWith("sunset since 2026-11-23 12:00:00Z: 2 episodes of replenish in a row", Assert.IsType<Verdict.Skip>(verdict).Why, StringComparison.Ordinal);
        Assert.Equal("!sunset", verdict.Said().Last());
    }

    [Fact]
    public void Judge_Sunset_NobodyEnters() =>
        Assert.Null(Assert.IsType<LapseVerdict.Barred>(LapseJudge.Judge(Active(AUser.Reachable(), Noon.AddDays(-60)) with { Sunset = Mark }, ATouch.Plan, DateTimeZone.Utc, Noon)).Until);

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void Judge_LastTouch_GoesOutOnlyInTheLastEpisode(int unanswered, bool goes)
    {
        var plan = ATouch.Plan with { Sunset = new(2, "t1") };
        var user = ATouch.Enrolled(plan) with { Unanswered = unanswered == 0 ? null : new(unanswered, Noon.AddDays(-60)) };

        var verdict = ATouch.Judge(user, plan);

        Assert.Equal(goes, verdict is Verdict.Send);
        if (!goes)
            Assert.Equal("only in the last episode before a sunset: 0 of 2 in a row are not answered so far", Assert.IsType<Verdict.Skip>(verdict).Why);
    }

    [Theory]
    [InlineData(-19, true)]
    [InlineData(-20, false)]         // when the last episode began: nothing since
    public void React_ActivitySinceTheLastEpisode_EndsIt(int days, bool ends) => Assert.Equal(ends, After(Given.Event("app_opened", Noon.AddDays(days))).Sunset is null);

    [Fact]
    public void React_ConsentGivenAnew_EndsIt_OneWithdrawnDoesNot()
    {
        Assert.Null(After(Given.Consent(given: true, Noon, "yes")).Sunset);
        Assert.NotNull(After(Given.Consent(given: false, Noon, "no")).Sunset);
    }

    [Fact]
    public void React_Refund_DoesNotEndIt() => Assert.NotNull(After(Given.Purchase(Noon, value: -5)).Sunset);

    [Fact]
    public void React_Ended_AsksEveryCampaignAgain()
    {
        var user = Active(AUser.Reachable(), Noon.AddDays(-60)) with { Sunset = Mark, JudgedBy = 1 };
        var change = Given.Change(user);
        var applied = Given.Event("app_opened", Noon);       // which no campaign names
        EventApplication.Apply(change, applied);
        new SunsetReaction().React(change, user, applied);
        new NextCheckReaction(Given.Set(Given.Campaign() with { Lapse = new(Threshold.Days(30), ["app_closed"]) }), DateTimeZone.Utc).React(change, user, applied);
        Assert.Null(change.User.NextCheck);
        new NextCheckReaction(Given.Set(Given.Campaign()), DateTimeZone.Utc).React(change, user, applied);

        Assert.Equal(Noon, change.User.NextCheck);
    }

    private static User After(IncomingEvent applied)
    {
        var user = AUser.Reachable() with { Sunset = Mark, Unanswered = new(2, Mark.Since) };
        var change = Given.Change(user);
        EventApplication.Apply(change, applied);
        new SunsetReaction().React(change, user, applied);
        return change.User;
    }

    private static User Active(User user, DateTimeOffset at)
    {
        var change = Given.Change(user);
        EventApplication.Apply(change, Given.Purchase(at));
        return change.User;
    }

    private static User Enrolled(int run) => ATouch.Enrolled(Second) with { Unanswered = run == 0 ? null : new(run, Noon.AddDays(-60)) };

    private static PersonChange Close(User user, Campaign? campaign = null, int project = 0)
    {
        var ends = Noon.AddDays(17);
        var change = Given.Change(user, ends);
        Assert.True(WindowClose.Decide(change, new(DueKind.Close, ends, user.Id, "replenish", 1, LastSeen: null), Given.Set(campaign ?? Second), DateTimeZone.Utc, project));
        return change;
    }
}
