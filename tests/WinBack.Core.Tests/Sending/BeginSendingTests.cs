using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Core.Tests.Sending.AnAttempt;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>From claimed to sending: every rule is asked once more, and what was begun before is never begun again.</summary>
public sealed class BeginSendingTests
{
    [Fact]
    public void BeginSending_EveryRuleStillAgrees_IsSendingAndCountsFromNow()
    {
        var change = Change(Claimed(), Later);

        Assert.Equal(Beginning.Sending, AttemptProtocol.BeginSending(change, Question(), Addresses));

        var attempt = change.User.Open[0].Attempt!;
        Assert.Equal((AttemptState.Sending, Later, Noon), (attempt.State, attempt.At, attempt.ClaimedAt));
        Assert.Equal(Later, Assert.Single(change.User.Contacts).At);
        var row = Assert.Single(change.Ledger);
        Assert.Equal((AttemptState.Sending, (DateTimeOffset?)Noon, (DateTimeOffset?)Later), (row.State, row.ClaimedAt, row.SendingAt));
        Assert.NotEmpty(row.Findings);
    }

    [Fact]
    public void BeginSending_NothingClaimed_DoesNothing()
    {
        var change = Change(Enrolled(), Later);

        Assert.Equal(Beginning.NothingClaimed, AttemptProtocol.BeginSending(change, Question(), Addresses));
        Assert.Equal(Beginning.NothingClaimed, AttemptProtocol.BeginSending(Change(TestKit.Builders.AUser.Reachable()), Question(), Addresses));
        Assert.False(change.IsChanged);
    }

    [Fact]
    public void BeginSending_BegunByAnEarlierRun_IsUnknownForEverAndKeepsItsSlot()
    {
        var change = Change(AnAttempt.Sending(), Later.AddDays(1));

        Assert.Equal(Beginning.Unfinished, AttemptProtocol.BeginSending(change, Question(), Addresses));

        Assert.Equal((1, null), (change.User.Open[0].Touch, change.User.Open[0].Attempt));
        Assert.Single(change.User.Contacts);
        Assert.Equal(AttemptState.Unknown, Assert.Single(change.Ledger).State);
        Assert.Equal(AttemptState.Unknown, FactOf(change).Answer);
    }

    [Theory]
    [InlineData(59.999, Beginning.Sending)]
    [InlineData(60, Beginning.Released)]   // exactly 60 s: run out
    public void BeginSending_AroundTheClaimsEnd_IsReleasedExactlyAtIt(double seconds, Beginning expected)
    {
        var change = Change(Claimed(), Noon.AddSeconds(seconds));

        Assert.Equal(expected, AttemptProtocol.BeginSending(change, Question(), Addresses));
        Assert.Equal(expected == Beginning.Sending ? 1 : 0, change.User.Contacts.Count);
        Assert.Equal(expected == Beginning.Sending, change.User.Open[0].Attempt is not null);
    }

    [Theory]
    [InlineData("token-2")]
    [InlineData("token-1,token-2")]
    [InlineData("")]
    public void BeginSending_OtherAddressesWereLookedUp_LooksAgainWithoutAWrite(string looked)
    {
        var change = Change(Claimed(), Later);

        Assert.Equal(Beginning.LookAgain, AttemptProtocol.BeginSending(change, Question(), looked.Split(',', StringSplitOptions.RemoveEmptyEntries)));
        Assert.False(change.IsChanged);
    }

    [Fact]
    public void BeginSending_Returned_IsReleased()
    {
        var change = Change(Claimed().WithOpen(open => open with { Status = EnrolmentStatus.Returned }), Later);

        Assert.Equal(Beginning.Released, AttemptProtocol.BeginSending(change, Question(), Addresses));

        Assert.Empty(change.User.Contacts);
        Assert.Equal((AttemptState.Released, "the sequence is Returned"), (change.Ledger[0].State, change.Ledger[0].Reason));
        Assert.Equal((EnrolmentStatus.Returned, 0, null), (change.User.Open[0].Status, change.User.Open[0].Touch, change.User.Open[0].Attempt));
    }

    [Fact]
    public void BeginSending_ConsentWithdrawn_IsReleasedAndTheChannelCountsAsTried()
    {
        var change = Change(TestKit.Builders.AUser.Saying(Claimed(), Channel.Push, given: false), Later);

        Assert.Equal(Beginning.Released, AttemptProtocol.BeginSending(change, Question(), Addresses));

        Assert.Empty(change.User.Contacts);
        Assert.Equal([Channel.Push], change.User.Open[0].Tried);
        Assert.Equal("!consent", change.Ledger[0].Findings.Select(each => (each.Passed ? "" : "!") + each.Rule).Last());
        Assert.Equal(Channel.Sms, Assert.IsType<Verdict.Send>(ATouch.Judge(change.User, now: Later)).Channel);
    }

    [Fact]
    public void BeginSending_Suppressed_IsReleased() => Assert.Equal(Beginning.Released, AttemptProtocol.BeginSending(
        Change(Claimed(), Later), Question() with { Suppressed = new HashSet<Channel> { Channel.Push } }, Addresses));

    [Fact]
    public void BeginSending_Paused_IsReleasedAndHeld()
    {
        var change = Change(Claimed(), Later);

        Assert.Equal(Beginning.Released, AttemptProtocol.BeginSending(change, Question() with { Status = CampaignStatus.Paused }, Addresses));
        Assert.Equal((Later.AddMinutes(10), 0), (change.User.Open[0].HeldUntil, change.User.Contacts.Count));
        Assert.Empty(change.User.Open[0].Tried);
    }

    [Fact]
    public void BeginSending_NightFellSinceTheClaim_IsReleasedAndHeldUntilMorning()
    {
        var campaign = Plan with { QuietHours = new(new(12, 0), new(18, 0), TimeSpan.Zero) };
        var justBefore = Noon.AddSeconds(-10);
        var claim = new PersonChange(TestKit.Builders.AUser.Reachable().In(campaign, justBefore), isNew: false, justBefore, justBefore);
        Assert.IsType<Verdict.Send>(AttemptProtocol.Claim(claim, Question(campaign), Channel.Push));
        var change = Change(claim.User, Noon);

        Assert.Equal(Beginning.Released, AttemptProtocol.BeginSending(change, Question(campaign), Addresses));
        Assert.Equal((Noon.AddHours(6), 0), (change.User.Open[0].HeldUntil, change.User.Contacts.Count));
    }
}
