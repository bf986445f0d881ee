using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

public sealed class HandOverTests
{
    private static readonly string[] Addresses = ["token-1"];
    private static readonly DateTimeOffset Later = Noon.AddSeconds(30);

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
        var change = Change(Sending(), Later.AddDays(1));

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

    [Fact]
    public void RecordAnswer_Accepted_GoesOnAndKeepsTheSlot()
    {
        var change = Answered(new SendResult.Accepted("p-1"));

        Assert.Equal((1, null, EnrolmentStatus.Running), (change.User.Open[0].Touch, change.User.Open[0].Attempt, change.User.Open[0].Status));
        Assert.Single(change.User.Contacts);
        var row = Assert.Single(change.Ledger);
        Assert.Equal((AttemptState.Accepted, "p-1", null, (DateTimeOffset?)Noon, (DateTimeOffset?)Later), (row.State, row.ProviderId, row.Reason, row.ClaimedAt, row.SendingAt));
        Assert.Equal((FactKind.HandedOver, AttemptState.Accepted, "t1", Channel.Push), (FactOf(change).Kind, FactOf(change).Answer, FactOf(change).Touch, FactOf(change).Channel));
        Assert.Empty(change.Suppressions);
    }

    [Fact]
    public void RecordAnswer_Unknown_GoesOnAndKeepsTheSlot()
    {
        var change = Answered(new SendResult.Unknown("timeout"));

        Assert.Equal((1, 1, AttemptState.Unknown), (change.User.Open[0].Touch, change.User.Contacts.Count, FactOf(change).Answer));
        Assert.Equal((AttemptState.Unknown, "timeout"), (change.Ledger[0].State, change.Ledger[0].Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RecordAnswer_RefusedForGood_ReturnsTheSlotAndFallsBackWithinTheTouch(bool suppress)
    {
        var change = Answered(new SendResult.RefusedForGood("gone", suppress));

        var open = change.User.Open[0];
        Assert.Equal((0, null, 0), (open.Touch, open.Attempt, change.User.Contacts.Count));
        Assert.Equal([Channel.Push], open.Tried);
        Assert.Equal((AttemptState.Refused, "gone"), (change.Ledger[0].State, change.Ledger[0].Reason));
        Assert.Equal(AttemptState.Refused, FactOf(change).Answer);
        Assert.Equal(Channel.Sms, Assert.IsType<Verdict.Send>(ATouch.Judge(change.User, now: Later)).Channel);
        Assert.Equal(suppress ? [new Suppression(Channel.Push, "token-1", "gone", Later.AddSeconds(1))] : [], change.Suppressions);
    }

    [Theory]
    [InlineData(3600, 3600)]
    [InlineData(-5, 5)]   // an instant that has passed: a breath at least, from the answer on
    public void RecordAnswer_RefusedForNow_ReturnsTheSlotAndLeadsBackToAClaim(int seconds, int heldSeconds)
    {
        var answeredAt = Later.AddSeconds(1);
        var change = Answered(new SendResult.RefusedForNow("slow down", answeredAt.AddSeconds(seconds)));

        var open = change.User.Open[0];
        Assert.Equal((0, null, 0), (open.Touch, open.Attempt, change.User.Contacts.Count));
        Assert.Equal(answeredAt.AddSeconds(heldSeconds), open.HeldUntil);
        Assert.Empty(open.Tried);
        Assert.Equal((AttemptState.Retry, "slow down"), (change.Ledger[0].State, change.Ledger[0].Reason));
        Assert.Empty(change.Effects);   // nothing was handed over yet
        var again = Change(change.User, open.HeldUntil!.Value);
        AttemptProtocol.Claim(again, Question(), Channel.Push);
        Assert.Equal(AttemptState.Claimed, again.User.Open[0].Attempt!.State);
    }

    [Fact]
    public void RecordAnswer_RefusedForNowAtTheLastWait_IsRefusedForGood()
    {
        var sending = Sending();
        var change = Change(sending, Later);

        AttemptProtocol.RecordAnswer(change, Question() with { IsLastWait = true }, sending.Open[0], new SendResult.RefusedForNow("slow down", Later.AddHours(1)), Addresses);

        Assert.Equal((1, null), (change.User.Open[0].Touch, change.User.Open[0].Attempt));   // no wait is left for another channel
        Assert.Equal((AttemptState.Refused, "slow down"), (change.Ledger[0].State, change.Ledger[0].Reason));
        Assert.Empty(change.Suppressions);
    }

    [Fact]
    public void RecordAnswer_LastTouchAccepted_CompletesTheSequence()
    {
        var sending = Sending().WithOpen(open => open with { Touches = [open.Touches[0]] });
        var change = Change(sending, Later);

        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], new SendResult.Accepted("p"), Addresses);

        Assert.Equal((1, EnrolmentStatus.Completed), (change.User.Open[0].Touch, change.User.Open[0].Status));
    }

    [Fact]
    public void RecordAnswer_ReturnedWhileSending_KeepsTheReturn()
    {
        var sending = Sending();
        var change = Change(sending.WithOpen(open => open with { Status = EnrolmentStatus.Returned }), Later);

        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], new SendResult.Accepted("p"), Addresses);

        Assert.Equal((EnrolmentStatus.Returned, null), (change.User.Open[0].Status, change.User.Open[0].Attempt));
        Assert.Equal(AttemptState.Accepted, change.Ledger[0].State);
    }

    [Fact]
    public void RecordAnswer_SettledAsUnknownMeanwhile_ALateYesGoesToTheLedgerOnly()
    {
        var sending = Sending();
        var settle = Change(sending, Later);
        AttemptProtocol.BeginSending(settle, Question(), Addresses);
        var change = Change(settle.User, Later.AddMinutes(1));

        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], new SendResult.Accepted("p-1"), Addresses);

        var row = Assert.Single(change.Ledger);
        Assert.Equal((AttemptState.Accepted, "t1", "p-1", (DateTimeOffset?)Later), (row.State, row.Touch, row.ProviderId, row.SendingAt));
        Assert.Equal(settle.User, change.User);
        Assert.Empty(change.Effects);
    }

    [Fact]
    public void RecordAnswer_LateRefusal_ChangesNothingButTheAddress()
    {
        var sending = Sending();
        var settle = Change(sending, Later);
        AttemptProtocol.BeginSending(settle, Question(), Addresses);
        var change = Change(settle.User, Later.AddMinutes(1));

        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], new SendResult.RefusedForGood("gone", Suppress: true), Addresses);

        Assert.Empty(change.Ledger);
        Assert.Equal(settle.User, change.User with { Profile = settle.User.Profile });
        Assert.False(Reach.Has(change.User.Profile, Channel.Push));
        Assert.Single(change.Suppressions);
    }

    [Fact]
    public void RecordAnswer_AnotherChannelIsSendingByNow_IsLate()
    {
        var sending = Sending();
        var change = Change(sending.WithOpen(open => open with { Attempt = open.Attempt! with { Channel = Channel.Sms } }), Later);

        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], new SendResult.Unknown("?"), Addresses);

        Assert.False(change.IsChanged);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(3, 80)]
    public void NeverLeft_ChannelDown_ReturnsTheSlotAndWaitsAWhile(int waits, int minutes)
    {
        var sending = Sending();
        var change = Change(sending, Later);

        AttemptProtocol.NeverLeft(change, Question() with { Waits = waits }, sending.Open[0]);

        var open = change.User.Open[0];
        Assert.Equal((0, null, Later.AddMinutes(minutes), 0), (open.Touch, open.Attempt, open.HeldUntil, change.User.Contacts.Count));
        Assert.Empty(open.Tried);
        Assert.Equal(AttemptState.Released, Assert.Single(change.Ledger).State);
        Assert.Empty(change.Effects);
    }

    [Fact]
    public void NeverLeft_AtTheLastWait_PassesTheTouch()
    {
        var sending = Sending();
        var change = Change(sending, Later);

        AttemptProtocol.NeverLeft(change, Question() with { IsLastWait = true }, sending.Open[0]);

        Assert.Equal((1, null), (change.User.Open[0].Touch, change.User.Open[0].HeldUntil));
    }

    [Fact]
    public void NeverLeft_SettledMeanwhile_ChangesNothing()
    {
        var change = Change(Enrolled().WithOpen(open => open with { Touch = 1 }), Later);

        AttemptProtocol.NeverLeft(change, Question(), Sending().Open[0]);

        Assert.False(change.IsChanged);
    }

    [Fact]
    public void GiveUpChannel_MessageCannotBeMade_ReturnsTheSlotAndTriesTheNext()
    {
        var change = Change(Claimed(), Later);

        AttemptProtocol.GiveUpChannel(change, Question(), "no name");

        Assert.Equal([Channel.Push], change.User.Open[0].Tried);
        Assert.Equal((0, null), (change.User.Contacts.Count, change.User.Open[0].Attempt));
        Assert.Equal((AttemptState.Released, "no name"), (change.Ledger[0].State, change.Ledger[0].Reason));
    }

    [Fact]
    public void GiveUpChannel_SendingAlready_ChangesNothing()
    {
        var change = Change(Sending(), Later);

        AttemptProtocol.GiveUpChannel(change, Question(), "no name");

        Assert.False(change.IsChanged);
    }

    [Fact]
    public void Leave_Claimed_ReturnsTheSlot()
    {
        var change = Change(Claimed(), Later);

        AttemptProtocol.Leave(change, change.User.Open[0]);

        Assert.Equal((0, null, AttemptState.Released), (change.User.Contacts.Count, change.User.Open[0].Attempt, change.Ledger[0].State));
        Assert.Empty(change.Effects);
    }

    [Fact]
    public void Leave_Sending_IsUnknownAndKeepsTheSlot()
    {
        var change = Change(Sending(), Later);

        AttemptProtocol.Leave(change, change.User.Open[0]);

        Assert.Equal((1, AttemptState.Unknown, AttemptState.Unknown), (change.User.Contacts.Count, change.Ledger[0].State, FactOf(change).Answer));
    }

    [Fact]
    public void Leave_NoAttempt_ChangesNothing()
    {
        var change = Change(Enrolled());

        AttemptProtocol.Leave(change, change.User.Open[0]);

        Assert.False(change.IsChanged);
    }

    private static User Claimed()
    {
        var change = Change(Enrolled());
        AttemptProtocol.Claim(change, Question(), Channel.Push);
        return change.User;
    }

    private static User Sending()
    {
        var change = Change(Claimed(), Later);
        Assert.Equal(Beginning.Sending, AttemptProtocol.BeginSending(change, Question(), Addresses));
        return change.User;
    }

    private static PersonChange Answered(SendResult result)
    {
        var sending = Sending();
        var change = Change(sending, Later.AddSeconds(1));
        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], result, Addresses);
        return change;
    }

    private static Fact FactOf(PersonChange change) => Assert.IsType<Effect.AppendFact>(Assert.Single(change.Effects)).Fact;
}
