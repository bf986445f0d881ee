using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Users;

public sealed class EventApplicationTests
{
    [Fact]
    public void Apply_LateEvent_NeverMovesLastActivityBack()
    {
        var user = Applied(Given.User(), Given.Purchase(Given.Noon, "b"), Given.Purchase(Given.Noon.AddDays(-5), "a"));

        Assert.Equal(Given.Noon, user.Activity.LastOf(["purchase"]));
        Assert.Equal(Given.Noon.AddDays(-5), user.Activity.FirstSeen);
        Assert.Equal(new ActivityCount(2, Given.Noon.AddDays(-5), Given.Noon, 40) { Days = On(Given.Noon, Given.Noon.AddDays(-5)) }, Without(user.Activity.ByType["purchase"]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void Apply_Refund_TakesFromTheValueAndIsNoActivity(int days)
    {
        var bought = Applied(Given.User(), Given.Purchase(Given.Noon));
        var refund = Given.Purchase(Given.Noon.AddDays(days), "refund", value: -15);
        var change = Given.Change(bought);
        Assert.Null(EventApplication.Apply(change, refund));

        Assert.Equal(new ActivityCount(1, Given.Noon, Given.Noon, 5) { Days = On(Given.Noon) }, Without(change.User.Activity.ByType["purchase"]));
        Assert.Equal((Given.Noon, Given.Noon), (change.User.Activity.FirstSeen, change.User.Activity.LastSeen));
        Assert.Equal(("refund", (decimal?)-15), (change.Events[0].Id, change.Events[0].Value));
        var refundFirst = Applied(Given.User(), refund, Given.Purchase(Given.Noon)).Activity;
        Assert.Equal(change.User.Activity.ByType["purchase"], refundFirst.ByType["purchase"]);
        Assert.Equal((Given.Noon, Given.Noon), (refundFirst.FirstSeen, refundFirst.LastSeen));
    }

    [Fact]
    public void Apply_NothingButRefunds_WasNeverActive()
    {
        var activity = Applied(Given.User(), Given.Purchase(Given.Noon, "b", value: -5), Given.Purchase(Given.Noon.AddDays(-1), "a", value: -3)).Activity;

        Assert.Null(activity.LastOf(["purchase"]));
        Assert.Null(activity.LastOf([]));
        Assert.Null(activity.FirstSeen);
        Assert.Equal(Given.Noon, activity.LastRefund);
        Assert.Equal(ActivityCount.None with { Value = -8 }, Without(activity.ByType["purchase"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]    // a free sample is activity
    public void Apply_WithoutAValueOrWorthNothing_IsActivity(int? value) =>
        Assert.Equal(new ActivityCount(1, Given.Noon, Given.Noon, 0) { Days = On(Given.Noon) }, Without(Applied(Given.User(), Given.Purchase(Given.Noon, value: value)).Activity.ByType["purchase"]));

    [Fact]
    public void Apply_ProfileOnly_CountsAsNoActivity()
    {
        var user = Applied(Given.User(), Given.Reachable(Given.Noon));

        Assert.Null(user.Activity.LastSeen);
        Assert.Equal("anna@example.com", user.Profile.Email?.Value);
    }

    [Theory]
    [InlineData(-1, "old")]   // an older field loses in whatever order it comes
    [InlineData(0, "old")]    // a repeat changes nothing
    [InlineData(1, "new")]
    public void Apply_FieldTwice_NewestWins(int hoursLater, string expected)
    {
        var user = Applied(Given.User(), Named("old", Given.Noon, "1"), Named("new", Given.Noon.AddHours(hoursLater), "2"));

        Assert.Equal(expected, user.Profile.Name?.Value);
    }

    [Theory]
    [InlineData(-1, false)]   // a consent older than the opt-out does not re-subscribe
    [InlineData(0, false)]    // nor one of the same instant
    [InlineData(1, true)]
    public void Apply_ConsentAfterOptOut_HoldsOnlyWhenNewer(int hoursLater, bool expected)
    {
        var user = Applied(Given.User(), Given.Consent(false, Given.Noon, "1"), Given.Consent(true, Given.Noon.AddHours(hoursLater), "2"));

        Assert.Equal(expected, user.Profile.Consents[Channel.Email].Given);
    }

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "type")]
    public void Apply_ManyEventTypes_StopsAtTheLimitAndChangesNothing(int types, string? refused)
    {
        var change = Given.Change(Given.User());
        LimitExceeded? last = null;
        for (var i = 0; i < types; i++)
            last = EventApplication.Apply(change, Given.Event("type-" + i, Given.Noon, "e" + i));

        Assert.Equal(refused, last?.Field);
        Assert.Equal(Math.Min(types, 32), change.Events.Count);
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "profile.attributes")]
    public void Apply_ManyAttributes_StopsAtTheLimit(int count, string? refused)
    {
        var attributes = Enumerable.Range(0, count).ToDictionary(i => "a" + i, _ => new GivenField<System.Text.Json.JsonElement>(default, Given.Noon));
        var given = Given.Event(IncomingEvent.ProfileType, Given.Noon) with { Profile = new() { Attributes = attributes } };

        Assert.Equal(refused, EventApplication.Apply(Given.Change(Given.User()), given)?.Field);
    }

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "profile.push")]
    public void Apply_ManyInstallations_StopsAtTheLimit(int count, string? refused)
    {
        var installations = Enumerable.Range(0, count).Select(i => new GivenInstallation("i" + i, "fcm", "token", Given.Noon)).ToList();
        var given = Given.Event(IncomingEvent.ProfileType, Given.Noon) with { Profile = new() { Installations = installations } };

        Assert.Equal(refused, EventApplication.Apply(Given.Change(Given.User()), given)?.Field);
    }

    private static IncomingEvent Named(string name, DateTimeOffset at, string id) => Given.Event(IncomingEvent.ProfileType, at, id) with
    {
        Profile = new() { Fields = new Dictionary<string, GivenField<string?>> { ["name"] = new(name, at) } },
    };

    private static ActiveDays On(params DateTimeOffset[] days) => days.Aggregate(ActiveDays.None, (held, day) => held.With(day));

    // RecentSumsTests hold what is known by day and month.
    private static ActivityCount Without(ActivityCount count) => count with { Recent = RecentSums.None };

    private static User Applied(User user, params IncomingEvent[] events)
    {
        var change = Given.Change(user);
        foreach (var given in events)
            Assert.Null(EventApplication.Apply(change, given));
        return change.User;
    }
}
