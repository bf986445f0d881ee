using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Preview;

public sealed class CampaignPreviewTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<Channel> All = [Channel.Push, Channel.Sms, Channel.Email];

    [Fact]
    public void Of_ReachablePerson_SaysWhenEachTouchLeavesAndWhatItSays()
    {
        var report = Preview(ACampaign.With(0, 7), AUser.Reachable());

        Assert.Equal(["t1", "t2"], report.Touches.Select(touch => touch.Touch));
        Assert.Equal([At, At.AddDays(7)], report.Touches.Select(touch => touch.LeavesAt!.Value));
        Assert.All(report.Touches, touch => Assert.Equal(Channel.Push, touch.Channel));
        Assert.Equal([Channel.Push, Channel.Sms, Channel.Email], report.Touches[0].Messages.Select(message => message.Channel));
        Assert.Equal(("Title", "Text", "Subject"), (report.Touches[0].Messages[0].Content!.Title, report.Touches[0].Messages[1].Content!.Text, report.Touches[0].Messages[2].Content!.Subject));
        Assert.Equal(1, report.Touches[0].Messages[1].Segments!.Segments);
    }

    [Fact]
    public void Of_WelcomeBack_IsShownAsAfterAReturnRightAfterTheLastTouch()
    {
        var report = Preview(ACampaign.With(0, 7) with { WelcomeBack = ACampaign.Touch("welcome-back", Threshold.Days(1), Channel.Email) }, AUser.Reachable());

        Assert.Equal(["t1", "t2", "welcome-back"], report.Touches.Select(touch => touch.Touch));
        Assert.Equal([false, false, true], report.Touches.Select(touch => touch.IsAfterReturn));
        Assert.Equal((At.AddDays(8), Channel.Email, "Subject"), (report.Touches[2].LeavesAt!.Value, report.Touches[2].Channel!.Value, report.Touches[2].Messages[0].Content!.Subject));
    }

    [Fact]
    public void Of_WelcomeBackToWhomNothingReaches_ShowsWhatItWouldSay()
    {
        var touch = Preview(ACampaign.With(0) with { WelcomeBack = ACampaign.Touch("welcome-back", Threshold.Days(1), Channel.Email) }, AUser.Reachable().Saying(Channel.Push, false).Saying(Channel.Sms, false).Saying(Channel.Email, false)).Touches[1];

        Assert.Equal((true, null, "Subject"), (touch.IsAfterReturn, touch.LeavesAt, touch.Messages[0].Content!.Subject));
    }

    [Fact]
    public void Of_QuietHours_ShowsTheHoldAndTheMorning()
    {
        var campaign = ACampaign.With(0) with { QuietHours = new(new(21, 0), new(8, 0), TimeSpan.Zero) };

        var touch = Preview(campaign, AUser.Reachable().In("Europe/Vienna"), At.AddHours(9)).Touches[0];      // ten in the evening there

        Assert.Equal(new DateTimeOffset(2026, 11, 25, 7, 0, 0, TimeSpan.Zero), touch.LeavesAt);
        Assert.Equal("waits: 21:00 to 08:00 Europe/Vienna (profile)", touch.Steps[0].Decision);
        Assert.Equal("leaves by push", touch.Steps[^1].Decision);
    }

    [Fact]
    public void Of_VariantsAndAnOffer_ShowsWhatEachVariantSaysWithACodeThatIsNone()
    {
        var touch = ACampaign.Touch("t1", Threshold.Zero, Channel.Sms) with { Offer = new() { Id = "spring", Value = new() { Percent = 10 }, Pattern = "BACK-##########" } };
        var said = touch.Templates[Channel.Sms] with { Body = "Hello{{#if offer}}, {{offer.code}} for {{offer.value}}{{/if}}" };
        var campaign = ACampaign.With(0) with
        {
            Variants = [new("a", 1), new("b", 1)],
            Touches =
            [
                touch with
                {
                    Templates = new Dictionary<Channel, Template> { [Channel.Sms] = said },
                    Variants = new Dictionary<string, IReadOnlyDictionary<Channel, Template>> { ["b"] = new Dictionary<Channel, Template> { [Channel.Sms] = said with { Body = "Hi" } } },
                    WithoutOffer = new HashSet<string> { "b" },
                },
            ],
        };

        var report = Preview(campaign, AUser.Reachable()).Touches[0];

        Assert.Equal([("a", "Hello, BACK-XXXXXXXXXX for 10%"), ("b", "Hi")], report.Messages.Select(message => (message.Variant!, message.Content!.Text)));
        Assert.Equal(Channel.Sms, report.Channel);
    }

    [Fact]
    public void Of_Cap_CountsTheTouchesBefore()
    {
        var campaign = ACampaign.With(0, 1) with { Caps = [new(null, 1, TimeSpan.FromDays(3))] };

        var second = Preview(campaign, AUser.Reachable()).Touches[1];

        Assert.Equal(At.AddDays(3), second.LeavesAt);
        Assert.Equal("waits: frequency cap", second.Steps[0].Decision);
    }

    [Fact]
    public void Of_PersonWithoutConsent_NamesTheRuleAndShowsTheMessageAllTheSame()
    {
        var user = AUser.Reachable().Saying(Channel.Push, given: false).Saying(Channel.Sms, given: false).Saying(Channel.Email, given: false);

        var touch = Preview(ACampaign.With(0), user).Touches[0];

        Assert.Null(touch.LeavesAt);
        Assert.Equal("skipped: no channel is allowed", touch.Steps[0].Decision);
        Assert.Contains(touch.Steps[0].Findings, finding => finding is { Rule: "consent", Passed: false });
        Assert.All(touch.Messages, message => Assert.NotNull(message.Content));
    }

    [Fact]
    public void Of_SuppressedAddress_FallsBackAsInEarnest() =>
        Assert.Equal(Channel.Sms, Preview(ACampaign.With(0), AUser.Reachable(), suppressed: Channel.Push).Touches[0].Channel);

    [Fact]
    public void Of_PersonWhoWouldNotEnter_SaysWhyAndShowsTheTouches()
    {
        var report = Preview(ACampaign.With(0), AUser.Reachable());       // of whom no purchase is known

        Assert.StartsWith("never lapsed", report.Entry.Reason, StringComparison.Ordinal);
        Assert.NotNull(report.Touches[0].LeavesAt);
    }

    [Fact]
    public void Of_PersonOutsideTheAudience_NamesTheClause()
    {
        var campaign = ACampaign.With(0) with { Audience = new Condition.Field("country", Comparison.Is, [FieldValue.Of("AT")]) };
        var user = SamplePeople.Find(SamplePeople.Typical, campaign, At)!;

        Assert.StartsWith("outside the audience: country", Preview(campaign, user).Entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_HeldOutPerson_IsShownWhatTheOthersGet()
    {
        var report = Preview(ACampaign.With(0) with { Holdout = new(0.9) }, AUser.Reachable("h1"));

        Assert.Equal((Arm.Holdout, Channel.Push), (report.Arm, report.Touches[0].Channel));
    }

    [Fact]
    public void Of_PersonInTheCampaignAlready_IsShownTheNextPass()
    {
        var campaign = ACampaign.With(0);
        var first = Preview(campaign, AUser.Reachable());
        var user = AUser.Reachable() with
        {
            Open = [new() { Campaign = campaign.Id, Version = 1, Episode = 1, Arm = Arm.Treatment, Probability = 1, EnrolledAt = At, LapsedAt = At, WindowEnds = At.AddDays(30), Touches = [new("t1", At)] }],
        };

        Assert.Equal(first.Touches[0].LeavesAt, Preview(campaign, user).Touches[0].LeavesAt);
    }

    [Fact]
    public void Of_DraftOrPausedCampaign_IsJudgedAsIfItWereActive() =>
        Assert.NotNull(Preview(ACampaign.With(0) with { Status = CampaignStatus.Draft }, AUser.Reachable()).Touches[0].LeavesAt);

    [Fact]
    public void Of_MadeUpPeople_WouldAllEnterAndGetEveryTouch() => Assert.All(SamplePeople.Ids, id =>
    {
        var campaign = ACampaign.With(0, 7);
        var report = Preview(campaign, SamplePeople.Find(id, campaign, At)!);

        Assert.Equal("every rule agrees: would enter", report.Entry.Reason);
        Assert.All(report.Touches, touch => Assert.NotNull(touch.LeavesAt));
    });

    private static PreviewReport Preview(Campaign campaign, User user, DateTimeOffset? at = null, Channel? suppressed = null) => CampaignPreview.Of(
        new(user, campaign, CampaignSet.Empty, DateTimeZone.Utc, All, suppressed is { } one ? new HashSet<Channel> { one } : []), at ?? At, _ => MessageFrame.None);
}
