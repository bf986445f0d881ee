using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class ExpiryTests
{
    private static readonly Expiry Now = new(new(), Given.Noon);

    private static readonly DateTimeOffset Edge = Given.Noon.AddDays(-400);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void IsOver_AroundTheAge_IsAtIt(int ticks, bool over) => Assert.Equal(over, Now.IsOver(Given.User(), Closed(Edge.AddTicks(ticks))));

    [Theory]
    [InlineData(-1, -1, true)]
    [InlineData(0, -1, false)]
    [InlineData(-1, 0, false)]   // it came in late, and may come again
    public void IsOver_Event_GoesByWhatHappenedAndWhenItCame(int at, int received, bool over) =>
        Assert.Equal(over, Expiry.IsOver(Event(Edge.AddTicks(at), Edge.AddTicks(received)), Now.KeepFrom(Given.User(), [])));

    [Theory]
    [InlineData(400, 400, 0, false)]
    [InlineData(400, 400, 1, true)]
    [InlineData(500, 400, 1, true)]      // whichever is kept for less
    [InlineData(500, 400, 0, false)]
    [InlineData(400, 500, 1, true)]
    public void MayHaveAnythingOld_GoesByWhenTheUserWasFirstSeen(int events, int enrolments, int ticks, bool may)
    {
        var expiry = Now with { Options = new() { EventDays = events, EnrolmentDays = enrolments } };

        Assert.Equal(may, expiry.MayHaveAnythingOld(Seen(Edge.AddTicks(-ticks))));
    }

    // Known for long, enrolled as never active, and active for the first time today.
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void MayHaveAnythingOld_WhoseFirstActivityCameLate_GoesByWhatWasBefore(int ticks, bool may)
    {
        var before = Edge.AddTicks(-ticks);
        var late = Seen(Given.Noon) with { Profile = Profile.Empty };
        User[] users =
        [
            late with { Episodes = new Dictionary<string, Episode> { ["replenish"] = new(1, before, before.AddDays(20)) } },
            late with { Profile = Profile.Empty with { Name = new("Anna", before) } },
            late with { Profile = Profile.Empty with { Attributes = new Dictionary<string, Stamped<FieldValue?>> { ["plan"] = new(null, before) } } },
            late with { Profile = Profile.Empty with { Consents = new Dictionary<Channel, Consent> { [Channel.Email] = new(true, before, "form") } } },
            late with { Profile = Profile.Empty with { Purposes = [new(Channel.Email, "news", new(true, before, "form"))] } },
            late with { Profile = Profile.Empty with { Installations = [new("i", "fcm", "t", before)] } },
        ];

        Assert.All(users, user => Assert.Equal((may, may), (Now.MayHaveAnythingOld(user), Now.MayHaveOldEvents(user))));
        Assert.False(Now.MayHaveAnythingOld(late with { Episodes = new Dictionary<string, Episode> { ["replenish"] = new Episode(1, Given.Noon, null).Voided() } }));
    }

    [Fact]
    public void MayHaveAnythingOld_WhoWasNotSeenOrGaveSomethingBack_IsLookedAt()
    {
        Assert.True(Now.MayHaveAnythingOld(Seen(null)));
        Assert.True(Now.MayHaveAnythingOld(Given.User() with { Activity = new() { FirstSeen = Given.Noon, LastRefund = Given.Noon } }));
    }

    [Fact]
    public void IsOver_EventThatSaidAnythingAboutConsent_IsKept()
    {
        var said = new Consent(Given: false, Edge, "form");
        var old = Event(Edge.AddDays(-1), Edge.AddDays(-1));

        Assert.True(Expiry.IsOver(old, Edge));
        Assert.False(Expiry.IsOver(old with { Consents = new Dictionary<Channel, Consent> { [Channel.Email] = said } }, Edge));
        Assert.False(Expiry.IsOver(old with { Purposes = [new(Channel.Email, "news", said)] }, Edge));
    }

    [Fact]
    public void KeepFrom_EnrolmentThatStays_KeepsWhatItWasJudgedBy()
    {
        var staying = Closed(Given.Noon) with { LastActivity = Edge.AddDays(-300), LapsedBy = [new(0, Edge.AddDays(-310), true, "P500D", Edge, null)] };

        Assert.Equal(Edge.AddDays(-310), Now.KeepFrom(Given.User(), [staying]));
        Assert.Equal(Edge, Now.KeepFrom(Given.User(), []));
    }

    private static User Seen(DateTimeOffset? first) => Given.User() with { Activity = new() { FirstSeen = first } };

    private static StoredEvent Event(DateTimeOffset at, DateTimeOffset received) => new() { Id = "e", Type = "purchase", At = at, ReceivedAt = received };

    private static Enrolment Closed(DateTimeOffset ends) => new()
    {
        Campaign = "replenish",
        Version = 1,
        Episode = 1,
        Arm = Arm.Treatment,
        Probability = 1,
        EnrolledAt = ends.AddDays(-20),
        LapsedAt = ends.AddDays(-20),
        WindowEnds = ends,
    };
}
