using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

public sealed class ClaimTests
{
    private const string Key = "replenish.1.k7f2m9k7f2m9k7f2:t1:push";

    [Fact]
    public void Claim_Allowed_RecordsContactAttemptAndLedgerRow()
    {
        var change = Change(Enrolled());

        var verdict = AttemptProtocol.Claim(change, Question(), Channel.Push);

        var open = change.User.Open[0];
        Assert.Equal((Channel.Push, AttemptState.Claimed, Noon), (open.Attempt!.Channel, open.Attempt.State, open.Attempt.At));
        Assert.Equal(new Contact(Noon, Channel.Push, Key), Assert.Single(change.User.Contacts));
        var row = Assert.Single(change.Ledger);
        Assert.Equal((AttemptState.Claimed, "t1", (Channel?)Channel.Push, (DateTimeOffset?)Noon, (DateTimeOffset?)null), (row.State, row.Touch, row.Channel, row.ClaimedAt, row.SendingAt));
        Assert.Equal(verdict.Findings, row.Findings);
        Assert.Equal(verdict.Findings, open.Attempt.Findings);
        Assert.Empty(change.Effects);
        Assert.Equal(0, open.Touch);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Channel.Email)]   // while the token was taken, push became the channel
    public void Claim_NoTokenForItsChannel_WritesNothing(Channel? token)
    {
        var change = Change(Enrolled());

        Assert.IsType<Verdict.Send>(AttemptProtocol.Claim(change, Question(), token));
        Assert.False(change.IsChanged);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(59.999, false)]
    [InlineData(60, true)]   // exactly 60 s: run out
    public void Claim_UnderWayAlready_IsKeptUntilItRunsOut(double seconds, bool runsOut)
    {
        var claimed = Claimed();
        var change = Change(claimed, Noon.AddSeconds(seconds));

        Assert.Equal(Channel.Push, Assert.IsType<Verdict.Send>(AttemptProtocol.Claim(change, Question(), Channel.Push)).Channel);

        Assert.Equal(runsOut, change.IsChanged);
        Assert.Equal(runsOut ? Noon.AddSeconds(seconds) : Noon, change.User.Open[0].Attempt!.At);
        Assert.Single(change.User.Contacts);
        Assert.True(change.Ledger.Count <= 1);   // one row per attempt: a batch may name a row once
    }

    [Fact]
    public void Claim_RunOutClaimNoLongerAllowed_GivesItsSlotBack()
    {
        var change = Change(Claimed().Saying(Channel.Push, given: false).Saying(Channel.Sms, given: false), Noon.AddMinutes(5));

        Assert.Equal(Channel.Email, Assert.IsType<Verdict.Send>(AttemptProtocol.Claim(change, Question(), token: null)).Channel);
        Assert.Empty(change.User.Contacts);
        Assert.Null(change.User.Open[0].Attempt);
        Assert.Equal((AttemptState.Released, "the claim ran out", (DateTimeOffset?)Noon), (change.Ledger[0].State, change.Ledger[0].Reason, change.Ledger[0].ClaimedAt));
    }

    [Fact]
    public void Claim_RunOutClaimOfAnotherSequence_IsReleasedAsWell()
    {
        var other = Plan with { Id = "other" };
        var change = Change(Claimed().In(other), Noon.AddSeconds(60));

        AttemptProtocol.Claim(change, Question(other, Plan), Channel.Push);

        Assert.Null(change.User.OpenIn("replenish", 1)!.Attempt);
        Assert.NotNull(change.User.OpenIn("other", 1)!.Attempt);
        Assert.Equal("other.1.k7f2m9k7f2m9k7f2:t1:push", Assert.Single(change.User.Contacts).Attempt);
    }

    [Fact]
    public void Claim_Sending_IsNeitherExpiredNorRepeated()
    {
        var change = Change(Claimed().WithOpen(open => open with { Attempt = open.Attempt! with { State = AttemptState.Sending } }), Noon.AddDays(1));

        Assert.IsType<Verdict.Send>(AttemptProtocol.Claim(change, Question(), Channel.Push));
        Assert.False(change.IsChanged);
    }

    [Fact]
    public void Claim_Held_SaysUntilWhenAndTakesNoSlot()
    {
        var change = Change(Enrolled());

        AttemptProtocol.Claim(change, Question() with { Status = CampaignStatus.Paused }, Channel.Push);

        Assert.Equal(Noon.AddMinutes(10), change.User.Open[0].HeldUntil);
        Assert.Empty(change.User.Contacts);
        var row = Assert.Single(change.Ledger);
        Assert.Equal((AttemptState.Held, null, "the campaign is Paused"), (row.State, row.Channel, row.Reason));
        Assert.Equal(0, change.User.Open[0].Touch);
    }

    [Fact]
    public void Claim_Skipped_GoesOnToTheNextTouch()
    {
        var change = Change(Enrolled().WithOpen(open => open with { HeldUntil = Noon.AddHours(-1), Tried = [Channel.Push] }), Noon.AddDays(3));

        AttemptProtocol.Claim(change, Question(), Channel.Push);

        var open = change.User.Open[0];
        Assert.Equal((1, null, EnrolmentStatus.Running), (open.Touch, open.HeldUntil, open.Status));
        Assert.Empty(open.Tried);
        Assert.Equal((AttemptState.Skipped, "t1"), (change.Ledger[0].State, change.Ledger[0].Touch));
        Assert.Empty(change.Effects);
    }

    [Fact]
    public void Claim_LastTouchSkipped_CompletesTheSequence()
    {
        var change = Change(Enrolled().WithOpen(open => open with { Touch = 1 }), Noon.AddDays(7));

        AttemptProtocol.Claim(change, Question(), Channel.Push);

        Assert.Equal(EnrolmentStatus.Completed, change.User.Open[0].Status);
    }

    [Fact]
    public void Claim_HeldOut_LeavesAGhostAndNothingElse()
    {
        var change = Change(Enrolled().WithOpen(open => open with { Arm = Arm.Holdout }));

        var verdict = Assert.IsType<Verdict.Ghost>(AttemptProtocol.Claim(change, Question(), token: null));

        Assert.Empty(change.User.Contacts);
        Assert.Equal((1, null), (change.User.Open[0].Touch, change.User.Open[0].Attempt));
        var row = Assert.Single(change.Ledger);
        Assert.Equal((AttemptState.Ghost, (Channel?)Channel.Push, null, null), (row.State, row.Channel, row.ClaimedAt, row.SendingAt));
        Assert.Equal(verdict.Findings, row.Findings);
        var fact = Assert.IsType<Effect.AppendFact>(Assert.Single(change.Effects)).Fact;
        Assert.Equal((FactKind.WouldSend, "t1", Channel.Push, Arm.Holdout), (fact.Kind, fact.Touch, fact.Channel, fact.Arm));
    }

    [Fact]
    public void Claim_CampaignArchived_EndsTheSequenceAndSaysWhy()
    {
        var change = Change(Enrolled());

        AttemptProtocol.Claim(change, Question() with { Status = CampaignStatus.Archived }, Channel.Push);

        Assert.Equal(EnrolmentStatus.Cancelled, change.User.Open[0].Status);
        Assert.Equal((AttemptState.Skipped, "the campaign is over"), (change.Ledger[0].State, change.Ledger[0].Reason));
    }

    [Fact]
    public void Claim_NoTouchLeft_CompletesWithoutALedgerRow()
    {
        var change = Change(Enrolled().WithOpen(open => open with { Touch = 2 }));

        AttemptProtocol.Claim(change, Question(), Channel.Push);

        Assert.Equal(EnrolmentStatus.Completed, change.User.Open[0].Status);
        Assert.Empty(change.Ledger);
    }

    [Fact]
    public void Claim_SequenceOverOrGone_WritesNothing()
    {
        var over = Change(Enrolled().WithOpen(open => open with { Status = EnrolmentStatus.Returned }));
        var gone = Change(AUser.Reachable());

        Assert.IsType<Verdict.End>(AttemptProtocol.Claim(over, Question(), Channel.Push));
        Assert.IsType<Verdict.End>(AttemptProtocol.Claim(gone, Question(), Channel.Push));
        Assert.False(over.IsChanged);
        Assert.False(gone.IsChanged);
    }

    [Fact]
    public void Claim_NextTouchPlannedForNight_IsHeldRightAway()
    {
        var campaign = Plan with { QuietHours = new(new(11, 0), new(14, 0), TimeSpan.Zero) };
        var change = Change(Enrolled(campaign).WithOpen(open => open with { Arm = Arm.Holdout }), Noon.AddHours(2));

        AttemptProtocol.Claim(change, Question(campaign), token: null);

        Assert.Equal((1, (DateTimeOffset?)Noon.AddDays(3).AddHours(2)), (change.User.Open[0].Touch, change.User.Open[0].HeldUntil));
    }

    private static User Claimed()
    {
        var change = Change(Enrolled());
        AttemptProtocol.Claim(change, Question(), Channel.Push);
        return change.User;
    }
}
