using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>What <c>welcomeBack</c> may say.</summary>
public sealed class WelcomeBackFileTests
{
    private const string Plain = "delay: P1D, channels: [push], push: {title: Welcome back, body: Thank you}";

    [Fact]
    public void Read_WelcomeBack_IsATouchThatIsNotAmongThePlannedOnes()
    {
        var campaign = CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\nwelcomeBack: {{{Plain}, days: [mon], expires: P1D, whenNotAllowed: skip}}");

        var welcome = campaign.WelcomeBack!;
        Assert.Equal(("welcome-back", "P1D", "P1D", WhenNotAllowed.Skip, "Thank you"), (welcome.Id, $"{welcome.Delay}", $"{welcome.Expires}", welcome.WhenNotAllowed, welcome.Templates[Channel.Push].Body));
        Assert.Single(welcome.Hours!.Days);
        Assert.Equal([campaign.Touches[0], welcome], campaign.AllTouches());
        Assert.Same(welcome, campaign.FindTouch("welcome-back"));
        Assert.Null(campaign.FindTouch("other"));
    }

    [Fact]
    public void Read_WithoutIt_ThereIsNone()
    {
        var campaign = CampaignFileTests.Valid(CampaignFileTests.Smallest);

        Assert.Null(campaign.WelcomeBack);
        Assert.Equal(campaign.Touches, campaign.AllTouches());
        Assert.Null(campaign.FindTouch("welcome-back"));
    }

    [Theory]
    [InlineData("channels: [push], push: {title: T, body: B}", "welcomeBack.delay", "how long after the return, such as P1D")]
    [InlineData("delay: P31D, channels: [push], push: {title: T, body: B}", "welcomeBack.delay", null)]
    [InlineData("delay: P1D", "welcomeBack.channels", "push, sms, email and webhook in order of preference")]
    [InlineData("delay: P1D, channels: [email, push], push: {title: T, body: B}", "welcomeBack", "what it says by email, since channels has it")]
    [InlineData("delay: P1D, channels: [push], push: {title: T, body: \"{{offer.code}}\"}", "welcomeBack.push.body", "who has come back gets no offer for it")]
    [InlineData("delay: P1D, channels: [push], push: {title: T, body: B}, if: {touch: first, was: clicked}", "welcomeBack", null)]
    [InlineData("delay: P1D, channels: [push], push: {title: T, body: B}, variants: {a: {push: {body: C}}}", "welcomeBack.variants", null)]
    public void Read_WhatMayNot_IsRefused(string keys, string path, string? allowed)
    {
        var error = Assert.Single(CampaignFile.Read("f", $"{CampaignFileTests.Smallest}\nwelcomeBack: {{{keys}}}").Errors);

        Assert.Equal((path, allowed ?? error.Allowed), (error.Path, error.Allowed));
    }

    [Fact]
    public void Read_AnotherTouchOfThatId_IsRefusedOnlyBesideIt()
    {
        var file = CampaignFileTests.Smallest.Replace("id: first", "id: welcome-back", StringComparison.Ordinal);

        Assert.Equal("welcome-back", CampaignFileTests.Valid(file).FindTouch("welcome-back")!.Id);
        Assert.Equal("another id for that touch: reports call this one so", Assert.Single(CampaignFile.Read("f", $"{file}\nwelcomeBack: {{{Plain}}}").Errors).Allowed);
    }

    [Fact]
    public void Read_QuietHoursThatLeaveItNone_AreRefused() =>
        Assert.Equal("quietHours", Assert.Single(CampaignFile.Read("f", $"{CampaignFileTests.Smallest}\nwelcomeBack: {{{Plain}, at: \"22:00\"}}\nquietHours: {{from: \"21:00\", to: \"08:00\"}}").Errors).Path);
}
