using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>A campaign writes only to those who agreed to what it is for.</summary>
public sealed class PurposeJudgingTests
{
    private static readonly Campaign News = ACampaign.With() with { Purpose = "news", Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Email)] };

    [Fact]
    public void Judge_AgreedToMarketingOnly_IsNoConsentToNews()
    {
        var verdict = ATouch.Judge(Enrolled(News), News);

        Assert.IsType<Verdict.Skip>(verdict);
        Assert.Contains(new Finding("consent", Passed: false, "email: news never given"), verdict.Findings);
    }

    [Fact]
    public void Judge_AgreedToIt_SaysWhereAndToWhichText()
    {
        var user = Saying(Enrolled(News), new(Channel.Email, "news", new(Given: true, Noon.AddDays(-1), "checkout", "v7"))).Saying(Channel.Email, given: false);
        var verdict = ATouch.Judge(user, News);

        Assert.IsType<Verdict.Send>(verdict);
        Assert.Contains(new Finding("consent", Passed: true, "email: news given 2026-11-23 12:00:00Z by checkout, text v7"), verdict.Findings);
    }

    [Fact]
    public void React_NoToMarketing_LeavesAddressAndSequenceOfWhoWantsNews()
    {
        var user = Saying(Enrolled(News), new(Channel.Email, "news", new(Given: true, Noon.AddDays(-1), "checkout")));
        var change = Reacted(user, new("email", "marketing", new(false, Noon, "form")));

        Assert.Empty(change.Suppressions);
        Assert.Equal(EnrolmentStatus.Running, change.User.Open[0].Status);
    }

    [Fact]
    public void React_NoToTheLastPurpose_SuppressesAndEnds()
    {
        var user = Saying(Enrolled(News), new(Channel.Email, "news", new(Given: true, Noon.AddDays(-1), "checkout"))).Saying(Channel.Email, given: false);
        var change = Reacted(user, new("email", "news", new(false, Noon, "form")));

        Assert.Equal([new Suppression(Channel.Email, "anna@example.com", "opt-out", Noon)], change.Suppressions);
        Assert.Equal(EnrolmentStatus.OptedOut, change.User.Open[0].Status);
    }

    [Fact]
    public void React_NoToTheCampaignsPurpose_EndsItThoughOthersGoOn()
    {
        var user = Saying(Enrolled(News), new(Channel.Email, "news", new(Given: true, Noon.AddDays(-1), "checkout")));
        var change = Reacted(user, new("email", "news", new(false, Noon, "form")));

        Assert.Empty(change.Suppressions);   // marketing still may
        Assert.Equal(EnrolmentStatus.OptedOut, change.User.Open[0].Status);
    }

    [Fact]
    public void Audience_Reach_IsOfTheCampaignsPurpose()
    {
        const string text = """
            id: news
            name: News
            goal: purchase
            purpose: news
            lapse: {after: P30D, since: purchase}
            audience: {field: reach.email, is: true}
            touches:
              - {id: one, delay: PT0S, channels: [email], email: {subject: Hello, body: Hello, link: "https://shop.example/"}}
            """;
        var campaign = CampaignFile.Read("news.yaml", text).Campaign!;
        var user = AUser.Reachable();

        Assert.Equal("news", campaign.Purpose);
        Assert.False(AudienceMatcher.Matches(campaign.Audience, user, Noon));
        Assert.True(AudienceMatcher.Matches(campaign.Audience, Saying(user, new(Channel.Email, "news", new(Given: true, Noon, "form"))), Noon));
        Assert.Equal("marketing", CampaignFile.Read("news.yaml", text.Replace("purpose: news\n", "", StringComparison.Ordinal)).Campaign!.Purpose);
        var error = Assert.Single(CampaignFile.Read("news.yaml", text.Replace("purpose: news", "purpose: News!", StringComparison.Ordinal)).Errors);
        Assert.Equal(("purpose", "1 to 30 characters a-z, 0-9 and -"), (error.Path, error.Allowed));
    }

    private static User Saying(User user, PurposeConsent said) => user with { Profile = user.Profile with { Purposes = [said] } };

    private static PersonChange Reacted(User user, GivenPurposeConsent said)
    {
        var change = Change(user);
        var given = Given.Event(IncomingEvent.ProfileType, Noon) with { Profile = new() { PurposeConsents = [said] } };
        Assert.Null(EventApplication.Apply(change, given));
        new OptOutReaction(ACampaign.Set(News)).React(change, user, given);
        return change;
    }
}
