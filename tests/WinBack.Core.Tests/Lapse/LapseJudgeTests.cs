using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

public sealed class LapseJudgeTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]   // exactly at the threshold has lapsed
    [InlineData(1, true)]
    public void Judge_AroundTheThreshold_LapsesExactlyAtIt(int ticks, bool lapsed)
    {
        var verdict = Judge(Bought(Given.Noon), Given.Campaign(), Given.Noon.AddDays(30).AddTicks(ticks));

        Assert.Equal(lapsed, verdict is LapseVerdict.Lapsed);
    }

    [Fact]
    public void Judge_RuleInHours_IsNotRoundedToDays()   // peers: "-16 hours" became a whole day
    {
        var campaign = Given.Campaign(after: "PT16H");

        Assert.Equal(new LapseVerdict.NotYet(Given.Noon.AddHours(16)), Judge(Bought(Given.Noon), campaign, Given.Noon.AddHours(15)));
        Assert.IsType<LapseVerdict.Lapsed>(Judge(Bought(Given.Noon), campaign, Given.Noon.AddHours(16)));
    }

    [Theory]
    [InlineData("2026-03-28T11:00:00Z", "P1D", "2026-03-29T10:00:00Z")]   // the day the clock goes forward has 23 hours
    [InlineData("2026-10-24T10:00:00Z", "P1D", "2026-10-25T11:00:00Z")]   // and 25 when it goes back
    [InlineData("2026-03-28T01:30:00Z", "P1D", "2026-03-29T01:00:00Z")]   // 02:30 does not exist: the next valid instant, 03:00
    [InlineData("2026-10-24T00:30:00Z", "P1D", "2026-10-25T00:30:00Z")]   // 02:30 exists twice: the first
    [InlineData("2027-02-28T12:00:00Z", "P1Y", "2028-02-28T12:00:00Z")]
    [InlineData("2028-02-29T12:00:00Z", "P1Y", "2029-02-28T12:00:00Z")]   // leap day
    [InlineData("2026-03-28T11:00:00Z", "PT24H", "2026-03-29T11:00:00Z")]   // elapsed time does not care
    public void Judge_CalendarDays_CountInTheUsersZone(string last, string after, string lapses)
    {
        var verdict = LapseJudge.Judge(Bought(At(last)), Given.Campaign(after: after), Berlin, At(last));

        Assert.Equal(new LapseVerdict.NotYet(At(lapses)), verdict);
    }

    [Fact]
    public void Judge_NeverActive_IsExcludedOrCountsFromFirstSeen_AsTheRuleSays()   // peers: the never active were skipped in silence
    {
        var user = Applied(Given.Event("view", Given.Noon));
        var campaign = Given.Campaign();

        Assert.IsType<LapseVerdict.NeverActiveBefore>(Judge(user, campaign, Given.Noon.AddDays(99)));
        var lapsed = Assert.IsType<LapseVerdict.Lapsed>(
            Judge(user, campaign with { Lapse = new(Threshold.Days(30), ["purchase"], NeverActive.FromFirstSeen) }, Given.Noon.AddDays(30)));
        Assert.Equal((null, Given.Noon.AddDays(30)), (lapsed.LastActivity, lapsed.At));
    }

    [Theory]
    [InlineData(120, true)]    // four times the threshold, to the instant
    [InlineData(121, false)]
    public void Judge_SilentForYears_DoesNotEnterBeyondFourThresholds(int days, bool lapsed) =>
        Assert.Equal(lapsed, Judge(Bought(Given.Noon), Given.Campaign(), Given.Noon.AddDays(days)) is LapseVerdict.Lapsed);

    [Fact]
    public void Judge_OpenEpisode_Bars() => Assert.IsType<LapseVerdict.Barred>(
        Judge(Bought(Given.Noon) with { Episodes = Episode(Given.Noon.AddDays(30), closed: null) }, Given.Campaign(), Given.Noon.AddDays(31)));

    [Fact]
    public void Judge_NothingDoneSinceTheEpisode_BarsForGood() => Assert.Null(
        Assert.IsType<LapseVerdict.Barred>(Judge(
            Bought(Given.Noon) with { Episodes = Episode(Given.Noon.AddDays(30), Given.Noon.AddDays(50)) }, Given.Campaign(), Given.Noon.AddDays(60))).Until);

    [Fact]
    public void Judge_SecondLapse_LapsesAgain()   // peers: re-entering the segment did not re-enter the campaign
    {
        var user = Bought(Given.Noon.AddDays(40)) with { Episodes = Episode(Given.Noon.AddDays(30), Given.Noon.AddDays(50)) };

        Assert.Equal(new LapseVerdict.NotYet(Given.Noon.AddDays(70)), Judge(user, Given.Campaign(), Given.Noon.AddDays(60)));
        Assert.IsType<LapseVerdict.Lapsed>(Judge(user, Given.Campaign(), Given.Noon.AddDays(70)));
    }

    [Fact]
    public void Judge_WithinCoolDown_WaitsForItsEnd()
    {
        var user = Bought(Given.Noon.AddDays(40)) with { Episodes = Episode(Given.Noon.AddDays(30), Given.Noon.AddDays(50)) };
        var campaign = Given.Campaign() with { CoolDown = Threshold.Days(40) };

        Assert.Equal(new LapseVerdict.NotYet(Given.Noon.AddDays(90)), Judge(user, campaign, Given.Noon.AddDays(80)));
    }

    private static LapseVerdict Judge(User user, Campaign campaign, DateTimeOffset now) => LapseJudge.Judge(user, campaign, DateTimeZone.Utc, now);

    private static Dictionary<string, Episode> Episode(DateTimeOffset enrolled, DateTimeOffset? closed) => new() { ["replenish"] = new(1, enrolled, closed) };

    private static User Bought(DateTimeOffset at) => Applied(Given.Purchase(at));

    private static User Applied(Core.Events.IncomingEvent given)
    {
        var change = Given.Change(Given.User());
        EventApplication.Apply(change, given);
        return change.User;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
