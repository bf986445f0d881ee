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

    private static User With(PreferredFrequency frequency, DateTimeOffset? pausedUntil) =>
        ATouch.Enrolled() with { Preferences = new(AUser.Before, frequency, pausedUntil) };
}
