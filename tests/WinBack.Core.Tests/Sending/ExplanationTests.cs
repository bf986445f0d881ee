using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>Promise 6: what the rules and the ledger say is what happened, with its numbers.</summary>
public sealed class ExplanationTests
{
    public static TheoryData<User, double, string> Objections() => new()
    {
        { AUser.Reachable(), 0, "the enrolment is gone" },
        { Enrolled().WithOpen(open => open with { Version = 7 }), 0, "version 7 is not known here" },
        { Enrolled(), 72, "expired 2026-11-27 12:00:00Z" },
        { Enrolled().WithOpen(open => open with { HeldUntil = Noon.AddHours(2) }), 0, "due 2026-11-24 14:00:00Z; until 2026-11-24 14:00:00Z" },
        { Enrolled().WithOpen(open => open with { HeldUntil = Noon.AddDays(3) }), 0, "due 2026-11-27 12:00:00Z; expires 2026-11-27 12:00:00Z before 2026-11-27 12:00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Objections))]
    public void Judge_RuleObjects_TheLastFindingSaysWhy(User user, double hours, string why)
    {
        var last = ATouch.Judge(user, now: Noon.AddHours(hours)).Findings[^1];

        Assert.Equal((false, why), (last.Passed, last.Detail));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]   // what is free again only as it expires is not waited for
    public void Judge_HeldAroundTheExpiry_IsHeldOnlyBeforeIt(int ticks, bool holds)
    {
        var verdict = ATouch.Judge(Enrolled().WithOpen(open => open with { HeldUntil = Noon.AddDays(3).AddTicks(ticks) }));

        Assert.Equal((holds, !holds), (verdict is Verdict.Hold, verdict is Verdict.Skip));
    }

    [Fact]
    public void Judge_Due_SaysWhatWasPlannedAndWhenItWasFree()
    {
        var user = Enrolled().WithOpen(open => open with { HeldUntil = Noon.AddHours(2) });

        Assert.Contains(new Finding("due", Passed: true, "planned 2026-11-24 12:00:00Z, due 2026-11-24 14:00:00Z"), ATouch.Judge(user, now: Noon.AddHours(3)).Findings);
    }

    [Fact]
    public void Judge_Consent_SaysWhatWasSaidAndWhen()
    {
        var user = Enrolled().Saying(Channel.Push, given: false, Noon.AddDays(-2));
        var unasked = user.Profile.Consents.Where(pair => pair.Key != Channel.Sms).ToDictionary();
        var verdict = ATouch.Judge(user with { Profile = user.Profile with { Consents = unasked } });

        Assert.Equal(
            ["push: marketing withdrawn 2026-11-22 12:00:00Z by form", "sms: marketing never given", "email: marketing given 2026-01-01 00:00:00Z by form"],
            verdict.Findings.Where(each => each.Rule == "consent").Select(each => each.Detail));
    }

    [Fact]
    public void ReleaseExpired_ClaimsOfTwoSequences_BothKeepARowWithTheirFindings()
    {
        var other = Plan with { Id = "other" };
        var user = Enrolled().In(other);
        foreach (var (asked, beside) in new[] { (Plan, other), (other, Plan) })
        {
            var claim = Change(user);
            AttemptProtocol.Claim(claim, Question(asked, beside), Channel.Push);
            user = claim.User;
        }

        var change = Change(user, Noon.AddMinutes(1));
        AttemptProtocol.ReleaseExpired(change);

        Assert.Equal(["replenish", "other"], change.Ledger.Select(row => row.Campaign));   // same touch, same channel, and still two attempts
        Assert.All(change.Ledger, row => Assert.Equal((AttemptState.Released, "the claim ran out"), (row.State, row.Reason)));
        Assert.All(change.Ledger, row => Assert.Contains(row.Findings, finding => finding.Rule == "consent"));
        Assert.Empty(change.User.Contacts);
    }

    [Fact]
    public void BeginSending_ClaimRanOut_SaysSo() =>
        Assert.Equal("the claim ran out", Reason(Claimed(), Noon.AddMinutes(1), (change, _) => AttemptProtocol.BeginSending(change, Question(), ["token-1"])));

    [Fact]
    public void BeginSending_EarlierRunDidNotFinish_SaysSo() => Assert.Equal(
        "an earlier run began to send and did not finish", Reason(Sending(), Noon, (change, _) => AttemptProtocol.BeginSending(change, Question(), ["token-1"])));

    [Fact]
    public void NeverLeft_ChannelDown_SaysSo() => Assert.Equal(
        "the channel could not be reached; nothing left", Reason(Sending(), Noon, (change, open) => AttemptProtocol.NeverLeft(change, Question(), open)));

    [Fact]
    public void Leave_EitherState_SaysWhatEnded()
    {
        Assert.Equal("the enrolment ended", Reason(Claimed(), Noon, AttemptProtocol.Leave));
        Assert.Equal("the enrolment ended before an answer was recorded", Reason(Sending(), Noon, AttemptProtocol.Leave));
    }

    private static string? Reason(User user, DateTimeOffset now, Action<PersonChange, OpenEnrolment> step)
    {
        var change = Change(user, now);
        step(change, user.Open[0]);
        return Assert.Single(change.Ledger).Reason;
    }

    private static User Claimed()
    {
        var change = Change(Enrolled());
        AttemptProtocol.Claim(change, Question(), Channel.Push);
        return change.User;
    }

    private static User Sending()
    {
        var change = Change(Claimed());
        AttemptProtocol.BeginSending(change, Question(), ["token-1"]);
        return change.User;
    }
}
