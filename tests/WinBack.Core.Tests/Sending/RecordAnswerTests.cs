using WinBack.Core.Sending;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Core.Tests.Sending.AnAttempt;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>What a provider's answer makes of an attempt.</summary>
public sealed class RecordAnswerTests
{
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
        var sending = AnAttempt.Sending();
        var change = Change(sending, Later);

        AttemptProtocol.RecordAnswer(change, Question() with { IsLastWait = true }, sending.Open[0], new SendResult.RefusedForNow("slow down", Later.AddHours(1)), Addresses);

        Assert.Equal((1, null), (change.User.Open[0].Touch, change.User.Open[0].Attempt));   // no wait is left for another channel
        Assert.Equal((AttemptState.Refused, "slow down"), (change.Ledger[0].State, change.Ledger[0].Reason));
        Assert.Empty(change.Suppressions);
    }

    [Fact]
    public void RecordAnswer_LastTouchAccepted_CompletesTheSequence()
    {
        var sending = AnAttempt.Sending().WithOpen(open => open with { Touches = [open.Touches[0]] });
        var change = Change(sending, Later);

        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], new SendResult.Accepted("p"), Addresses);

        Assert.Equal((1, EnrolmentStatus.Completed), (change.User.Open[0].Touch, change.User.Open[0].Status));
    }

    [Fact]
    public void RecordAnswer_ReturnedWhileSending_KeepsTheReturn()
    {
        var sending = AnAttempt.Sending();
        var change = Change(sending.WithOpen(open => open with { Status = EnrolmentStatus.Returned }), Later);

        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], new SendResult.Accepted("p"), Addresses);

        Assert.Equal((EnrolmentStatus.Returned, null), (change.User.Open[0].Status, change.User.Open[0].Attempt));
        Assert.Equal(AttemptState.Accepted, change.Ledger[0].State);
    }

    [Fact]
    public void RecordAnswer_SettledAsUnknownMeanwhile_ALateYesGoesToTheLedgerOnly()
    {
        var sending = AnAttempt.Sending();
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
        var sending = AnAttempt.Sending();
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
        var sending = AnAttempt.Sending();
        var change = Change(sending.WithOpen(open => open with { Attempt = open.Attempt! with { Channel = Channel.Sms } }), Later);

        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], new SendResult.Unknown("?"), Addresses);

        Assert.False(change.IsChanged);
    }

    private static PersonChange Answered(SendResult result)
    {
        var sending = AnAttempt.Sending();
        var change = Change(sending, Later.AddSeconds(1));
        AttemptProtocol.RecordAnswer(change, Question(), sending.Open[0], result, Addresses);
        return change;
    }
}
