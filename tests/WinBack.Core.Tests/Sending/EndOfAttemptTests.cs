using WinBack.Core.Sending;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Core.Tests.Sending.AnAttempt;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>Attempts that end without an answer.</summary>
public sealed class EndOfAttemptTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(3, 80)]
    public void NeverLeft_ChannelDown_ReturnsTheSlotAndWaitsAWhile(int waits, int minutes)
    {
        var sending = AnAttempt.Sending();
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
        var sending = AnAttempt.Sending();
        var change = Change(sending, Later);

        AttemptProtocol.NeverLeft(change, Question() with { IsLastWait = true }, sending.Open[0]);

        Assert.Equal((1, null), (change.User.Open[0].Touch, change.User.Open[0].HeldUntil));
    }

    [Fact]
    public void NeverLeft_SettledMeanwhile_ChangesNothing()
    {
        var change = Change(Enrolled().WithOpen(open => open with { Touch = 1 }), Later);

        AttemptProtocol.NeverLeft(change, Question(), AnAttempt.Sending().Open[0]);

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
        var change = Change(AnAttempt.Sending(), Later);

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
        var change = Change(AnAttempt.Sending(), Later);

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
}
