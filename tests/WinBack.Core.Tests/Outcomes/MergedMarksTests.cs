using WinBack.Core.Outcomes;
using WinBack.Core.Tests.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Outcomes;

/// <summary>What of a merged user is no event and goes over all the same.</summary>
public sealed class MergedMarksTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public void Join_Codes_GoOverOnceAndAreNobodysEnrolmentThere()
    {
        var into = ATouch.Enrolled() with { Offers = [Grant("own", Noon)] };
        var from = Given.User("anon") with { Offers = [Grant("given", Noon.AddDays(-1))] };

        var joined = MergedMarks.Join(into, from);

        Assert.Equal([("own", null), ("given", from.PersonKey)], joined.Offers.Select(grant => (grant.Code, grant.Person)));
        Assert.Equal([true, false], joined.Offers.Select(grant => grant.IsOf(joined.Open[0])));      // both of replenish, episode 1
        Assert.Same(joined, MergedMarks.Join(joined, from));
    }

    [Fact]
    public void Join_CodeThatNeverLeft_StaysBehind() => Assert.Empty(MergedMarks.Join(Given.User(), Given.User("anon") with { Offers = [Grant("loose", Noon) with { GivenAt = null }] }).Offers);

    [Fact]
    public void Join_CodeOfAnEarlierMerge_KeepsWhoseItWas() =>
        Assert.Equal("first", Assert.Single(MergedMarks.Join(Given.User(), Given.User("anon") with { Offers = [Grant("given", Noon) with { Person = "first" }] }).Offers).Person);

    [Fact]
    public void Join_MoreThanAreRemembered_ForgetsTheOldestButNoneInUse()
    {
        var into = ATouch.Enrolled() with { Offers = [Grant("own", Noon.AddDays(-500))] };
        var from = Given.User("anon") with { Offers = [.. Enumerable.Range(0, OfferGrant.MostRemembered).Select(i => Grant($"c{i}", Noon.AddDays(-i)))] };

        var offers = MergedMarks.Join(into, from).Offers;

        Assert.Equal((OfferGrant.MostRemembered, true, false), (offers.Count, offers.Any(grant => grant.Code == "own"), offers.Any(grant => grant.Code == $"c{OfferGrant.MostRemembered - 1}")));
    }

    [Theory]
    [InlineData(-21, true)]
    [InlineData(-20, true)]      // at that very instant: not after it
    [InlineData(-19, false)]
    public void Join_Sunset_GoesOverUnlessTheSurvivorActedSince(int daysActive, bool goesOver)
    {
        var (sunset, run) = (new Sunset(Noon.AddDays(-1), Noon.AddDays(-20), "replenish", 3), new UnansweredRun(3, Noon.AddDays(-20)));
        var into = Given.User() with { Activity = new() { LastSeen = Noon.AddDays(daysActive) } };

        var joined = MergedMarks.Join(into, Given.User("anon") with { Sunset = sunset, Unanswered = run });

        Assert.Equal(goesOver ? (sunset, run) : (null, null), (joined.Sunset, joined.Unanswered));
    }

    [Fact]
    public void Join_ConsentGivenSince_EndsTheSunset()
    {
        var into = AUser.Reachable().Saying(Channel.Email, given: true, Noon.AddDays(-3));

        Assert.Null(MergedMarks.Join(into, Given.User("anon") with { Sunset = new(Noon.AddDays(-1), Noon.AddDays(-20), "replenish", 3) }).Sunset);
    }

    [Fact]
    public void Join_RunOfUnanswered_TheLongerStands()
    {
        var into = Given.User() with { Unanswered = new(2, Noon.AddDays(-5)) };

        Assert.Equal(2, MergedMarks.Join(into, Given.User("anon") with { Unanswered = new(1, Noon.AddDays(-4)) }).Unanswered!.Episodes);
        Assert.Equal(3, MergedMarks.Join(into, Given.User("anon") with { Unanswered = new(3, Noon.AddDays(-9)) }).Unanswered!.Episodes);
    }

    private static OfferGrant Grant(string code, DateTimeOffset at) => new()
    {
        Offer = "spring",
        Campaign = "replenish",
        Version = 1,
        Episode = 1,
        Touch = "t1",
        EnrolledAt = at,
        Code = code,
        Value = new() { Percent = 10 },
        At = at,
        GivenAt = at,
        Place = new(0, code),
    };
}
