using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>Fields that WinBack computes from the user row: windows, refunds, contacts, stages of life, earlier campaigns.</summary>
public sealed class ComputedFieldTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Theory]
    [InlineData("{field: activity.purchase.count, within: P30D, is: 2}", true)]
    [InlineData("{field: activity.purchase.count, within: P1W, is: 1}", true)]
    [InlineData("{field: activity.purchase.count, is: 3}", true)]                        // of all time
    [InlineData("{field: activity.purchase.value, within: P30D, is: 35}", true)]         // 20 + 20 - 5
    [InlineData("{field: activity.visit.count, within: P30D, is: 0}", true)]             // never happened is zero times
    [InlineData("{field: activity.import.count, within: P30D, atLeast: 0}", false)]      // from before sums were kept: nobody knows
    [InlineData("{field: activity.import.count, within: P30D, absent: true}", true)]
    [InlineData("{field: refund.daysSinceLast, is: 2}", true)]
    [InlineData("{field: contacts.count, within: P7D, is: 1}", true)]
    [InlineData("{field: contacts.count, within: P60D, is: 2}", true)]
    [InlineData("{field: contacts.daysSinceLast, is: 3}", true)]
    [InlineData("{field: campaigns.spring.enrolled, is: true}", true)]
    [InlineData("{field: campaigns.spring.open, is: false}", true)]
    [InlineData("{field: campaigns.spring.returned, is: true}", true)]
    [InlineData("{field: campaigns.spring.converted, is: false}", true)]
    [InlineData("{field: campaigns.spring.daysSinceEnrolled, is: 50}", true)]
    [InlineData("{field: campaigns.spring.episodes, is: 2}", true)]
    [InlineData("{field: campaigns.spring.returns, is: 2}", true)]
    [InlineData("{field: campaigns.autumn.enrolled, is: true}", false)]
    [InlineData("{field: campaigns.autumn.returned, is: false}", false)]                 // who never entered did neither
    [InlineData("{field: campaigns.autumn.returned, absent: true}", true)]
    [InlineData("{field: campaigns.wrong.enrolled, is: false}", true)]                   // a void enrolment is none
    [InlineData("{field: campaigns.wrong.daysSinceEnrolled, absent: true}", true)]
    public void Matches_OneUser_IsAsWritten(string audience, bool expected)
    {
        var user = Given.User() with
        {
            Activity = new()
            {
                LastRefund = Noon.AddDays(-2),
                ByType = new Dictionary<string, ActivityCount>
                {
                    ["purchase"] = ActivityCount.None.With(Noon.AddDays(-90), 20).With(Noon.AddDays(-20), 20).With(Noon.AddDays(-6), 20).With(Noon.AddDays(-2), -5),
                    ["import"] = new(4, Noon.AddDays(-90), Noon.AddDays(-9), 0),
                },
            },
            Contacts = [new(Noon.AddDays(-40), Channel.Email, "a"), new(Noon.AddDays(-3), Channel.Push, "b")],
            Episodes = new Dictionary<string, Episode>
            {
                ["spring"] = Episode.Next(Episode.Next(null, Noon.AddDays(-300)).Closed(Noon.AddDays(-280), Noon.AddDays(-290), Noon.AddDays(-290)), Noon.AddDays(-50))
                    .Closed(Noon.AddDays(-30), Noon.AddDays(-45), convertedAt: null),
                ["wrong"] = Episode.Next(null, Noon.AddDays(-30)).Voided(),
            },
        };

        Assert.Equal(expected, AudienceMatcher.Matches(Audience(audience), user, Noon));
    }

    [Theory]
    [InlineData(0, 0, "new")]
    [InlineData(13.9, 0, "new")]
    [InlineData(14, 0, "active")]
    [InlineData(30, 29.9, "active")]
    [InlineData(30, 30, "at-risk")]     // also one who was new a moment ago
    [InlineData(90, 60, "lapsed")]
    [InlineData(500, 364.9, "lapsed")]
    [InlineData(500, 365, "sunset")]
    public void Stage_BySilenceAndAge_IsOne(double firstSeen, double lastSeen, string stage)
    {
        var user = Given.User() with { Activity = new() { FirstSeen = Noon.AddDays(-firstSeen), LastSeen = Noon.AddDays(-lastSeen) } };

        Assert.Equal(stage, new StageRule().Of(user, Noon));
        Assert.True(AudienceMatcher.Matches(Audience($"{{field: stage, is: {stage}}}"), user, Noon));
    }

    [Theory]
    [InlineData(29.9, "won-back")]
    [InlineData(30, "active")]
    public void Stage_ReturnedToACampaign_IsWonBackForAWhile(double returned, string stage)
    {
        var user = Given.User() with { Activity = new() { FirstSeen = Noon.AddDays(-200), LastSeen = Noon.AddDays(-1) } };
        var closed = Episode.Next(null, Noon.AddDays(-100)).Closed(Noon, Noon.AddDays(-returned), convertedAt: null);

        Assert.Equal(stage, new StageRule().Of(user with { Episodes = new Dictionary<string, Episode> { ["a"] = closed, ["b"] = Episode.Next(null, Noon) } }, Noon));
    }

    [Fact]
    public void Stage_NothingKnown_IsNone() => Assert.Null(new StageRule().Of(Given.User(), Noon));

    [Fact]
    public void Stage_DefinedInTheFile_FollowsIt()
    {
        var campaign = CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\nstages: {{since: order, atRisk: P5D, lapsed: P2W, sunset: P20D, wonBack: P1D, new: P1D}}\naudience: {{field: stage, is: lapsed}}");
        var ordered = new Dictionary<string, ActivityCount> { ["order"] = ActivityCount.None.With(Noon.AddDays(-14), 1) };
        var user = Given.User() with { Activity = new() { FirstSeen = Noon.AddDays(-99), LastSeen = Noon, ByType = ordered } };

        Assert.True(AudienceMatcher.Matches(campaign.Audience, user, Noon));
        Assert.Equal("stage is \"lapsed\": at-risk", AudienceMatcher.FirstFailure(campaign.Audience, user, Noon.AddDays(-1)));
    }

    [Theory]
    [InlineData(0, 12, 5, 5, 5, "champions")]
    [InlineData(30, 3, 5, 3, 2, "potential-loyalists")]      // up to the first cut point is still a 5
    [InlineData(31, 1, 4, 1, 1, "promising")]
    [InlineData(90, 3, 3, 3, 2, "need-attention")]
    [InlineData(200, 9, 2, 5, 4, "cannot-lose")]
    [InlineData(241, 5, 1, 4, 3, "at-risk")]
    [InlineData(364, 1, 1, 1, 1, "hibernating")]
    public void Rfm_ByCutPoints_ScoresAndNames(int daysAgo, int count, int recency, int frequency, int monetary, string segment)
    {
        const string cuts = "rfm: {recency: [30, 60, 120, 240], frequency: [2, 3, 5, 9], monetary: [25, 60, 150, 400]}";
        var bought = Enumerable.Range(0, count).Aggregate(ActivityCount.None, (sum, _) => sum.With(Noon.AddDays(-daysAgo), count == 12 ? 40 : 19));
        var user = Given.User() with { Activity = new() { ByType = new Dictionary<string, ActivityCount> { ["purchase"] = bought } } };

        Assert.True(Holds($"{{field: rfm.recency, is: {recency}}}"));
        Assert.True(Holds($"{{field: rfm.frequency, is: {frequency}}}"));
        Assert.True(Holds($"{{field: rfm.monetary, is: {monetary}}}"));
        Assert.True(Holds($"{{field: rfm.segment, is: {segment}}}"));

        bool Holds(string audience) => AudienceMatcher.Matches(CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\n{cuts}\naudience: {audience}").Audience, user, Noon);
    }

    [Fact]
    public void Rfm_NeverBought_HasNoScore()
    {
        var rule = new RfmRule("purchase", 365, [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]);

        Assert.Null(rule.Of(Given.User(), Noon));
        Assert.All(from recency in Enumerable.Range(1, 5) from frequency in Enumerable.Range(1, 5) select RfmRule.Segment(recency, frequency), word => Assert.Contains(word, RfmRule.Words));
    }

    private static Condition Audience(string text) => CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\naudience: {text}").Audience!;
}
