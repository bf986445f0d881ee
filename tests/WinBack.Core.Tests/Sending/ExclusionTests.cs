using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting;
using WinBack.Core.Sending;
using WinBack.Core.Tests.Campaigns;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>An exclusion always wins: before a user enters, and before each hand-over.</summary>
public sealed class ExclusionTests
{
    private static readonly Condition Employees = new Condition.Field("attributes.employee", Comparison.Is, [FieldValue.Of(true)]);
    private static readonly Condition Held = new Condition.Field("id", Comparison.In, [FieldValue.Of("anna"), FieldValue.Of("bert")]);

    public static TheoryData<Campaign, string> Excluding => new()
    {
        { Plan with { Exclude = new Condition.Any([Employees, Held]) }, "excluded: id in a list of 2" },
        { Plan with { ExcludeEverywhere = Held }, "excluded from every campaign: id in a list of 2" },
        { Plan with { Exclude = Held, ExcludeEverywhere = Held, Audience = new Condition.Not(Held) }, "excluded from every campaign: id in a list of 2" },
    };

    [Theory]
    [MemberData(nameof(Excluding))]
    public void Admits_Excluded_IsOutWhateverElseHolds(Campaign campaign, string why)
    {
        Assert.False(Exclusion.Admits(campaign, AUser.Reachable(), Noon));
        Assert.Equal(why, Exclusion.Objection(campaign, AUser.Reachable(), Noon));
        Assert.True(Exclusion.Admits(campaign, AUser.Reachable("carl"), Noon));
        Assert.Null(Exclusion.Objection(campaign, AUser.Reachable("carl"), Noon));
    }

    [Theory]
    [MemberData(nameof(Excluding))]
    public void Decide_LapsedAndExcluded_DoesNotEnter(Campaign campaign, string why)
    {
        var change = Change(Lapsed() with { NextCheck = Noon });

        Assert.Equal(CheckResult.Judged, new CheckDecision(ACampaign.Set(campaign), new NobodyEnters(), new Everybody(), DateTimeZone.Utc).Decide(change, Noon));
        Assert.Equal(why, LapseList.Judge(Lapsed(), campaign, CampaignSet.Empty, DateTimeZone.Utc, Noon)!.Why.Split("does not enter: ")[1]);
    }

    [Theory]
    [MemberData(nameof(Excluding))]
    public void Judge_ExcludedSinceEntry_PassesTheTouchWithAFindingOfItsOwn(Campaign campaign, string why)
    {
        var verdict = Judge(Enrolled(), campaign);

        Assert.Equal(why, Assert.IsType<Verdict.Skip>(verdict).Why);
        Assert.Equal("!exclude", verdict.Said().Last());
    }

    [Fact]
    public void Judge_NamedByNoExclusion_SaysSoAndSends()
    {
        var verdict = Judge(Enrolled(), Plan with { Exclude = Employees });

        Assert.IsType<Verdict.Send>(verdict);
        Assert.Contains("exclude", verdict.Said());
    }

    [Theory]
    [MemberData(nameof(Excluding))]
    public void BeginSending_ExcludedSinceTheClaim_IsNotHandedOver(Campaign campaign, string why)
    {
        var claim = Change(Enrolled());
        AttemptProtocol.Claim(claim, Question(), Channel.Push);
        var change = Change(claim.User, Noon.AddSeconds(30));

        Assert.Equal(Beginning.Released, AttemptProtocol.BeginSending(change, Question(campaign), ["token-1"]));
        Assert.Empty(change.User.Contacts);
        Assert.Contains(why, string.Join(' ', change.Ledger.SelectMany(row => row.Findings).Select(finding => finding.Detail)), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_OfExclusions_AreIndexedAsThoseOfTheAudience()
    {
        var campaign = CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\nstatus: active\nexclude: {{field: attributes.employee, is: true}}") with { ExcludeEverywhere = Held };

        Assert.Equal([campaign], ACampaign.Set(campaign).ActiveReading("attributes.employee"));
    }

    private static User Lapsed()
    {
        var change = Change(AUser.Reachable());
        EventApplication.Apply(change, TestKit.World.Given.Purchase(Noon.AddDays(-31)));
        return change.User;
    }

    private sealed class NobodyEnters : IEnroller
    {
        public void Enrol(PersonChange change, Campaign campaign, LapseVerdict.Lapsed lapse) => Assert.Fail("An excluded user entered.");
    }

    private sealed class Everybody : IAdmission
    {
        public DateTimeOffset? Admit(Campaign campaign, string userId) => null;
    }
}
