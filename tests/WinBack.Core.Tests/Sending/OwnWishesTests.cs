using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sending;

/// <summary>What a person asked for in the preference centre, when a touch is judged.</summary>
public sealed class OwnWishesTests
{
    private static readonly DateTimeOffset Now = ATouch.Noon;

    [Fact]
    public void Judge_InAPause_SkipsAndSaysSo()
    {
        var verdict = ATouch.Judge(With(PreferredFrequency.Any, Now.AddTicks(1)));

        Assert.IsType<Verdict.Skip>(verdict);
        Assert.Contains(verdict.Findings, each => each is { Rule: OwnWishes.Pause, Passed: false });
    }

    [Fact]
    public void Judge_AtTheEndOfAPause_Sends() => Assert.IsType<Verdict.Send>(ATouch.Judge(With(PreferredFrequency.Any, Now)));

    [Theory]
    [InlineData(PreferredFrequency.Weekly, 7)]
    [InlineData(PreferredFrequency.Monthly, 30)]
    public void Judge_OneContactFillsTheSpan_HoldsUntilItEnds(PreferredFrequency frequency, int days)
    {
        var contact = new Contact(Now.AddDays(-days).AddTicks(1), Channel.Sms, "another");
        var user = With(frequency, null) with { Contacts = [contact] };

        var verdict = ATouch.Judge(user);

        Assert.Contains(verdict.Findings, each => each is { Rule: OwnWishes.Frequency, Passed: false });
        Assert.IsNotType<Verdict.Send>(verdict);
        Assert.IsType<Verdict.Send>(ATouch.Judge(user with { Contacts = [contact with { At = Now.AddDays(-days) }] }));
    }

    [Theory]
    [InlineData(12, 14, 14)]      // noon is within
    [InlineData(22, 13, 13)]      // over midnight
    [InlineData(11, 12, null)]    // just over
    [InlineData(13, 20, null)]
    public void Judge_OwnQuietHours_HoldsUntilTheyEnd(int from, int to, int? until)
    {
        var verdict = ATouch.Judge(Quiet(from, to));

        Assert.Equal(until, (verdict as Verdict.Hold)?.Until.Hour);
        Assert.Contains(verdict.Findings, each => each.Rule == OwnWishes.QuietHours && each.Passed == until is null);
    }

    [Fact]
    public void Judge_OwnQuietHoursAndTheCampaignsLeaveNoHour_IsSkippedAndSaysSo()
    {
        var campaign = ATouch.Plan with { QuietHours = new(new(8, 0), new(20, 0), TimeSpan.Zero) };

        var verdict = Assert.IsType<Verdict.Skip>(ATouch.Judge(ATouch.Enrolled(campaign) with { Preferences = Quiet(20, 8).Preferences }, campaign));
        Assert.Contains("no hour is ever allowed", verdict.Why, StringComparison.Ordinal);
    }

    private static User Quiet(int from, int to) =>
        ATouch.Enrolled() with { Preferences = new(AUser.Before, PreferredFrequency.Any, PausedUntil: null) { QuietHours = new(new(from, 0), new(to, 0)) } };

    private static User With(PreferredFrequency frequency, DateTimeOffset? pausedUntil) =>
        ATouch.Enrolled() with { Preferences = new(AUser.Before, frequency, pausedUntil) };
}
