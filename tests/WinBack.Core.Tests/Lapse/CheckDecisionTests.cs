using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

public sealed class CheckDecisionTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public void Decide_NotTheCurrentCheck_IsStaleAndWritesNothing()
    {
        var change = Given.Change(Bought(Noon.AddDays(-40)) with { NextCheck = Noon });

        Assert.Equal(CheckResult.Stale, Decision(Given.Campaign()).Decide(change, Noon.AddHours(-1)));
        Assert.Equal(CheckResult.Stale, Decision(Given.Campaign()).Decide(Given.Change(Given.User()), Noon));   // erased meanwhile
        Assert.False(change.IsChanged);
    }

    [Fact]
    public void Decide_Lapsed_Enrols()
    {
        var (result, change) = Decide(Bought(Noon.AddDays(-30)), Given.Campaign());

        Assert.Equal(CheckResult.Enrolled, result);
        Assert.Equal((Noon.AddDays(-30), Noon), (change.User.Open[0].LastActivity, change.User.Open[0].LapsedAt));
        Assert.Null(change.User.NextCheck);   // nothing can come true before the window closes
        Assert.Equal([DueKind.Close], change.Filings.Select(each => each.Kind));
    }

    [Theory]
    [InlineData(-30, true)]
    [InlineData(-29.999, false)]
    public void Decide_AroundTheThreshold_EnrolsExactlyAtIt(double days, bool enrols) =>
        Assert.Equal(enrols, Decide(Bought(Noon.AddDays(days)), Given.Campaign()).Result == CheckResult.Enrolled);

    [Fact]
    public void Decide_ActiveMeanwhile_IsRefiledForTheNewBound()
    {
        var (result, change) = Decide(Bought(Noon.AddDays(-10)), Given.Campaign());

        Assert.Equal((CheckResult.Judged, Noon.AddDays(20)), (result, change.User.NextCheck));
        Assert.Equal(Noon.AddDays(20), Assert.Single(change.Filings).At);
    }

    [Fact]
    public void Decide_LapsedInOneOfTwo_EnrolsAndKeepsTheOthersBound()
    {
        var (result, change) = Decide(Bought(Noon.AddDays(-30)), Given.Campaign(), Given.Campaign("later", "P60D"));

        Assert.Equal((CheckResult.Enrolled, Noon.AddDays(30)), (result, change.User.NextCheck));
        Assert.Equal("replenish", Assert.Single(change.User.Open).Campaign);
    }

    [Fact]
    public void Decide_LapsedDuringARunningSequence_OfAnotherCampaign_EntersBoth()
    {
        var (_, change) = Decide(Bought(Noon.AddDays(-30)), Given.Campaign("early", "P10D"), Given.Campaign());

        Assert.Equal(["early", "replenish"], change.User.Open.Select(open => open.Campaign).Order());
    }

    [Fact]
    public void Decide_LapsedInTwoOfAGroup_EntersTheHigherPriorityAndLooksAgainWhenItsWindowCloses()
    {
        var (_, change) = Decide(Bought(Noon.AddDays(-40)), Given.Campaign("a") with { Group = "winback" }, Given.Campaign("z") with { Group = "winback", Priority = 1 });

        var open = Assert.Single(change.User.Open);
        Assert.Equal(("z", (DateTimeOffset?)open.WindowEnds), (open.Campaign, change.User.NextCheck));
    }

    [Fact]
    public void Decide_KeptOutByTheGroup_IsNotAskedAgainBeforeThatWindowCloses()
    {
        Campaign[] all = [Given.Campaign("a") with { Group = "winback" }, Given.Campaign("b", "P60D") with { Group = "winback" }];
        var (_, change) = Decide(Bought(Noon.AddDays(-61)).In(all[0], Noon.AddDays(-3)), all);

        Assert.Equal(Noon.AddDays(11), change.User.NextCheck);
        Assert.Single(change.User.Open);
    }

    [Fact]
    public void Decide_OutsideTheAudience_StaysOutUntilSomethingChanges()
    {
        var campaign = Given.Campaign() with { Audience = new Condition.Field("country", Comparison.Is, [FieldValue.Of("DE")]) };
        var (result, change) = Decide(Bought(Noon.AddDays(-30)), campaign);

        Assert.Equal((CheckResult.Judged, null), (result, change.User.NextCheck));
        Assert.Empty(change.Filings);
    }

    [Fact]
    public void Decide_AudienceReadsTheClock_LooksAgainTomorrow()
    {
        var campaign = Given.Campaign() with { Audience = new Condition.Field("activity.purchase.daysSinceLast", Comparison.AtLeast, [FieldValue.Of(45)]) };

        Assert.Equal(Noon.AddDays(1), Decide(Bought(Noon.AddDays(-30)), campaign).Change.User.NextCheck);
        Assert.Equal(CheckResult.Enrolled, Decide(Bought(Noon.AddDays(-45)), campaign).Result);
    }

    [Fact]
    public void Decide_CampaignFullForToday_ComesBackWhenItSays()
    {
        var (result, change) = Decide(Bought(Noon.AddDays(-30)), new Full(Noon.AddHours(12)), Given.Campaign());

        Assert.Equal((CheckResult.Judged, Noon.AddHours(12)), (result, change.User.NextCheck));
        Assert.Empty(change.User.Open);
    }

    [Fact]
    public void Decide_AtTheLimitOfOpenEnrolments_ComesBackTomorrow()
    {
        var campaigns = Enumerable.Range(0, UserLimits.OpenEnrolments + 1).Select(i => Given.Campaign($"c{i:00}")).ToArray();
        var (_, change) = Decide(Bought(Noon.AddDays(-30)), campaigns);

        Assert.Equal(UserLimits.OpenEnrolments, change.User.Open.Count);
        Assert.Equal(Noon.AddDays(1), change.User.NextCheck);
    }

    [Fact]
    public void Decide_AnyUserAtAnyInstant_FilesNoCheckThatIsNotLaterThanNow()
    {
        Campaign[] campaigns =
        [
            Given.Campaign(), Given.Campaign("hours", "PT16H"), Given.Campaign("cool") with { CoolDown = Threshold.Days(90) },
            Given.Campaign("clock") with { Audience = new Condition.Field("activity.purchase.daysSinceLast", Comparison.AtLeast, [FieldValue.Of(31)]) },
            Given.Campaign("any") with { Lapse = new(Threshold.Days(5), [], NeverActive.FromFirstSeen) },
        ];
        for (var hours = 0; hours < 24 * 130; hours += 7)
        {
            foreach (var full in new IAdmission[] { new Open(), new Full(Noon) })   // even one that says "now"
            {
                foreach (var earliest in new[] { Noon, Noon.AddMinutes(5) })
                {
                    var change = new PersonChange(Bought(Noon.AddHours(-hours)) with { NextCheck = Noon }, isNew: false, Noon, earliest);
                    Decision(full, campaigns).Decide(change, Noon);
                    Assert.All(change.Filings, filing => Assert.True(filing.At > Noon && filing.At >= earliest));
                    Assert.True(change.User.NextCheck is null || change.Filings.Any(filing => filing.Kind == DueKind.Check && filing.At == change.User.NextCheck));
                }
            }
        }
    }

    [Fact]
    public void Decide_ThreeLapses_AreThreeEpisodes()   // mautic#7338, #16026
    {
        var campaign = Given.Campaign();
        var user = Bought(Noon);
        for (var lapse = 1; lapse <= 3; lapse++)
        {
            var at = user.Activity.LastSeen!.Value.AddDays(30);
            var change = Given.Change(user with { NextCheck = at }, at);
            Assert.Equal(CheckResult.Enrolled, Decision(campaign).Decide(change, at));
            Assert.Equal(lapse, change.User.Open[0].Episode);
            var open = change.User.Open[0];
            var back = Given.Change(
                change.User with { Open = [], Episodes = new Dictionary<string, Episode> { [campaign.Id] = new(lapse, open.EnrolledAt, open.WindowEnds) } }, open.WindowEnds);
            EventApplication.Apply(back, Given.Purchase(open.WindowEnds, $"again-{lapse}"));
            user = back.User;
        }
    }

    private static (CheckResult Result, PersonChange Change) Decide(User user, params Campaign[] campaigns) => Decide(user, new Open(), campaigns);

    private static (CheckResult Result, PersonChange Change) Decide(User user, IAdmission admission, params Campaign[] campaigns)
    {
        var change = Given.Change(user with { NextCheck = Noon });
        var result = Decision(admission, campaigns).Decide(change, Noon);
        Assert.Equal(1, change.User.JudgedBy);
        return (result, change);
    }

    private static CheckDecision Decision(params Campaign[] campaigns) => Decision(new Open(), campaigns);

    private static CheckDecision Decision(IAdmission admission, Campaign[] campaigns) =>
        new(Given.Set(campaigns), new Enroller(), admission, DateTimeZone.Utc);

    private static User Bought(DateTimeOffset at)
    {
        var change = Given.Change(Given.User());
        EventApplication.Apply(change, Given.Purchase(at));
        return change.User;
    }

    private sealed class Enroller : IEnroller
    {
        public void Enrol(PersonChange change, Campaign campaign, LapseVerdict.Lapsed lapse) =>
            Enrolling.Enrol(change, campaign, lapse, DateTimeZone.Utc);
    }

    private sealed class Open : IAdmission
    {
        public DateTimeOffset? Admit(Campaign campaign, string userId) => null;
    }

    private sealed class Full(DateTimeOffset again) : IAdmission
    {
        public DateTimeOffset? Admit(Campaign campaign, string userId) => again;
    }
}
