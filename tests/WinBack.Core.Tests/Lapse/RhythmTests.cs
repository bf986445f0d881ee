using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

public sealed class RhythmTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private static readonly Rhythm Weekly = new() { Floor = Threshold.Days(10), Ceiling = Threshold.Days(180) };

    [Theory]
    [InlineData(7, 11)]      // weekly: late after 7 × 1.5 days, rounded up
    [InlineData(30, 45)]
    [InlineData(2, 10)]      // never sooner than the floor
    [InlineData(200, 180)]   // never later than the ceiling
    public void Judge_ByOwnRhythm_LapsesAfterWhatIsLongForThisUser(int every, int lapses)
    {
        var user = Buying(5, every);

        Assert.Equal(new LapseVerdict.NotYet(Noon.AddDays(lapses)), Judge(user, Campaign(Weekly), Noon));
        var lapsed = Assert.IsType<LapseVerdict.Lapsed>(Judge(user, Campaign(Weekly), Noon.AddDays(lapses)));
        Assert.Equal($"P{lapses}D", Assert.Single(lapsed.LapsedBy!).Threshold);
    }

    [Theory]
    [InlineData(3, 90)]   // two gaps are no rhythm: the fixed threshold stands
    [InlineData(4, 11)]
    public void Judge_TooFewGaps_FallsBack(int purchases, int lapses) =>
        Assert.Equal(new LapseVerdict.NotYet(Noon.AddDays(lapses)), Judge(Buying(purchases, 7), Campaign(Weekly), Noon));

    [Fact]
    public void Judge_RhythmKnown_SaysItsNumbers()
    {
        var lapsed = (LapseVerdict.Lapsed)Judge(Buying(5, 7), Campaign(Weekly), Noon.AddDays(12));

        Assert.Equal("their own rhythm: 90 % of their last 4 gaps were at most 7 days, times 1.5", lapsed.LapsedBy![0].How);
        Assert.Equal("too little rhythm of their own: 1 of 3 gaps", ((LapseVerdict.Lapsed)Judge(Buying(2, 7), Campaign(Weekly), Noon.AddDays(90))).LapsedBy![0].How);
    }

    [Theory]
    [InlineData(0.5, 8)]     // nearest rank: of 10, 10, 10, 40 the second
    [InlineData(0.75, 8)]
    [InlineData(0.76, 40)]
    public void OwnGap_Quantile_IsTheNearestRank(double quantile, int gap)
    {
        var user = Bought(Noon, Noon.AddDays(-8), Noon.AddDays(-16), Noon.AddDays(-24), Noon.AddDays(-64));

        Assert.Equal(gap, ThresholdOf.OwnGap(user.Activity, ["purchase"], new(quantile), out var gaps));
        Assert.Equal(4, gaps);
    }

    [Fact]
    public void OwnGap_TwoOrdersOnOneDay_AreNoGap() => Assert.Equal(
        20, ThresholdOf.OwnGap(Bought(Noon, Noon.AddMinutes(5), Noon.AddDays(-20), Noon.AddDays(-40), Noon.AddDays(-60)).Activity, ["purchase"], new(), out _));

    [Fact]
    public void OwnGap_LateAndOutOfOrder_IsTheSame()
    {
        DateTimeOffset[] at = [.. Enumerable.Range(0, 60).Select(i => Noon.AddDays(-(i * i) % 301).AddMinutes(i))];
        var expected = Bought(at).Activity.ByType["purchase"].Days;

        for (var seed = 1; seed < 20; seed++)
        {
            var shuffled = at.OrderBy(each => (each.Ticks / TimeSpan.TicksPerMinute * 7919 * seed) % 1009).ToArray();
            Assert.Equal(expected, Bought(shuffled).Activity.ByType["purchase"].Days);
        }

        Assert.Equal(ActiveDays.Most, expected.LatestFirst.Length);
        Assert.Equal(at.Select(ActiveDays.DayOf).Distinct().OrderDescending().Take(ActiveDays.Most), expected.LatestFirst.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OwnGap_SeveralTypes_AreOneRhythm(bool any)   // exactly as if they had been one type
    {
        var user = Given.User();
        var one = Given.User();
        for (var i = 0; i < 40; i++)
        {
            var at = Noon.AddDays(-i * 5 - i % 3);
            user = Applied(user, Given.Event(i % 2 == 0 ? "visit" : "purchase", at, $"e{i}"));
            one = Applied(one, Given.Event("purchase", at, $"e{i}"));
        }

        string[] types = any ? [] : ["visit", "purchase"];
        Assert.Equal(ThresholdOf.OwnGap(one.Activity, ["purchase"], new(), out var expected), ThresholdOf.OwnGap(user.Activity, types, new(), out var gaps));
        Assert.Equal((ActiveDays.Most - 1, ActiveDays.Most - 1), (expected, gaps));
    }

    [Fact]
    public void React_FasterThanBefore_BringsTheCheckForward()   // the bound stays a lower bound
    {
        var set = Given.Set(Campaign(Weekly));
        var user = Given.User();
        for (var week = -3; week <= 0; week++)
            user = Reacted(user, set, Noon.AddDays(week * 7));

        Assert.Equal(Noon.AddDays(11), user.NextCheck);
    }

    [Fact]
    public void Row_WithoutDays_IsReadAndFillsUp()
    {
        const string old = """{"count":7,"first":"2026-01-01T00:00:00+00:00","last":"2026-11-01T00:00:00+00:00","value":10}""";
        var options = new System.Text.Json.JsonSerializerOptions(System.Text.Json.JsonSerializerDefaults.Web);
        var count = System.Text.Json.JsonSerializer.Deserialize<ActivityCount>(old, options)!;
        Assert.Equal(0, count.Days.LatestFirst.Length);

        count = count.With(Noon, 1).With(Noon.AddDays(-3), 1);
        Assert.Equal(count, System.Text.Json.JsonSerializer.Deserialize<ActivityCount>(System.Text.Json.JsonSerializer.Serialize(count, options), options));
        Assert.Contains($"\"days\":[{ActiveDays.DayOf(Noon)},3]", System.Text.Json.JsonSerializer.Serialize(count, options), StringComparison.Ordinal);
    }

    private static Campaign Campaign(Rhythm rhythm) => Given.Campaign() with
    {
        Lapse = new(LapseJoin.All, [new(Threshold.Days(90), ["purchase"]) { Rhythm = rhythm }]),
    };

    private static User Buying(int times, int every) => Bought([.. Enumerable.Range(0, times).Select(i => Noon.AddDays(-i * every))]);

    private static User Bought(params DateTimeOffset[] at) => at.Select((each, i) => (each, i)).Aggregate(Given.User(), (user, next) => Applied(user, Given.Purchase(next.each, $"o{next.i}")));

    private static User Applied(User user, Core.Events.IncomingEvent given)
    {
        var change = Given.Change(user);
        Assert.Null(EventApplication.Apply(change, given));
        return change.User;
    }

    private static User Reacted(User user, CampaignSet set, DateTimeOffset at)
    {
        var change = Given.Change(user, at);
        var given = Given.Purchase(at, $"at {at:O}");
        EventApplication.Apply(change, given);
        new NextCheckReaction(set, DateTimeZone.Utc).React(change, user, given);
        return change.User;
    }

    private static LapseVerdict Judge(User user, Campaign campaign, DateTimeOffset now) => LapseJudge.Judge(user, campaign, DateTimeZone.Utc, now);
}
