using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sequences;

/// <summary>The segment that an enrolment is counted under, in either arm.</summary>
public sealed class EnrolmentSegmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 27, 8, 30, 0, TimeSpan.Zero);
    private static readonly RfmRule Rfm = new("purchase", 365, [14, 30, 60, 120], [2, 3, 5, 9], [25, 60, 120, 300]);

    [Theory]
    [InlineData(0, 9, "often")]
    [InlineData(0.9, 9, "often")]       // the held-out alike: "anna" lies at 0.363 under this salt
    [InlineData(0, 11, "once")]
    public void Enrol_NamedSegments_FirstThatHoldsIsKept(double holdout, int often, string expected)
    {
        var rule = Rule(Segment(often, "often"), Segment(1, "once"));
        Assert.Equal(expected, Enrolled(ACampaign.With(0) with { Lapse = rule, Rfm = Rfm, Holdout = new(holdout, "x") }).Segment);
    }

    [Fact]
    public void Enrol_InNoNamedSegment_IsTheOneByRfm() =>
        Assert.Equal("cannot-lose", Enrolled(ACampaign.With(0) with { Lapse = Rule(Segment(99, "often")), Rfm = Rfm }).Segment);

    [Fact]
    public void Enrol_SegmentWithoutName_IsTheOneByRfm()
    {
        Assert.Equal("cannot-lose", Enrolled(ACampaign.With(0) with { Lapse = Rule(Segment(1, name: null)), Rfm = Rfm }).Segment);
        Assert.Null(Enrolled(ACampaign.With(0) with { Lapse = Rule(Segment(1, name: null)) }).Segment);
    }

    [Fact]
    public void Enrol_SegmentInTheSecondSilence_IsFound()
    {
        var one = new SilenceRule(Threshold.Days(30), ["purchase"]);
        var rule = new LapseRule(LapseJoin.Any, [one, one with { Segments = [Segment(9, "often")] }]);
        Assert.Equal("often", Enrolled(ACampaign.With(0) with { Lapse = rule }).Segment);
    }

    [Fact]
    public void Enrol_NeitherSegmentsNorRfm_HasNone() => Assert.Null(Enrolled(ACampaign.With(0)).Segment);

    private static LapseRule Rule(params LapseSegment[] segments) => new(LapseJoin.All, [new SilenceRule(Threshold.Days(30), ["purchase"]) { Segments = segments }]);

    private static LapseSegment Segment(int purchases, string? name) =>
        new(new Condition.Field("activity.purchase.count", Comparison.AtLeast, [FieldValue.Of((decimal)purchases)]), Threshold.Days(60)) { Name = name };

    // Ten purchases, the last one 70 days ago: a recency of 2, a frequency of 5.
    private static Fact Enrolled(Campaign campaign)
    {
        var activity = ActivityCount.None;
        for (var i = 9; i >= 0; i--)
            activity = activity.With(Now.AddDays(-70 - i), 20);
        var user = AUser.Reachable() with { Activity = new() { ByType = new Dictionary<string, ActivityCount> { ["purchase"] = activity } } };
        var change = new PersonChange(user, isNew: false, Now, Now);
        Enrolling.Enrol(change, campaign, new LapseVerdict.Lapsed(Now.AddDays(-70), Now), DateTimeZone.Utc);
        return Assert.IsType<Effect.AppendFact>(change.Effects[0]).Fact;
    }
}
