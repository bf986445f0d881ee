using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class FrequencyCapsTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void Judge_NoCap_IsFree() =>
        Assert.Equal(new CapVerdict(IsFree: true, Noon, "no cap"), Judge([], Channel.Email, [At(0), At(0), At(0)]));

    [Theory]
    [InlineData(null)]
    [InlineData(Channel.Email)]
    public void Judge_CapOfZero_IsNeverFree(Channel? counted)
    {
        var verdict = Judge([new(counted, 0, Day)], Channel.Email, []);

        Assert.Equal((false, null), (verdict.IsFree, verdict.FreeAt));
    }

    [Fact]
    public void Judge_CapOfZeroBesideAFullOne_IsNeverFree() =>
        Assert.Null(Judge([new(null, 1, Day), new(Channel.Email, 0, Day)], Channel.Email, [At(-1)]).FreeAt);

    [Fact]
    public void Judge_CapOfAnotherChannel_DoesNotSpeak() => Assert.True(Judge([new(Channel.Sms, 0, Day)], Channel.Email, [At(-1)]).IsFree);

    [Theory]
    [InlineData(-24, 0, true)]    // exactly a day ago: the slot is free again
    [InlineData(-24, 1, false)]
    public void Judge_AroundTheEndOfTheSpan_IsFreeExactlyAtIt(int hours, int ticks, bool free)
    {
        var contact = new Contact(Noon.AddHours(hours).AddTicks(ticks), Channel.Email, "a");

        var verdict = Judge([new(null, 1, Day)], Channel.Email, [contact]);
        Assert.Equal((free, free ? Noon : contact.At + Day), (verdict.IsFree, verdict.FreeAt!.Value));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void Judge_AroundTheMaximum_CountsEveryContact(int max, bool free) =>
        Assert.Equal(free, Judge([new(null, max, Day)], Channel.Email, [At(-3), At(-2, Channel.Sms)]).IsFree);

    [Fact]
    public void Judge_CapOfOneChannel_CountsOnlyThatChannel() =>
        Assert.True(Judge([new(Channel.Email, 1, Day)], Channel.Email, [At(-1, Channel.Sms), At(-1, Channel.Push)]).IsFree);

    [Fact]
    public void Judge_MoreContactsThanTheCap_OpensWhenEnoughHaveLeft() =>
        Assert.Equal(Noon.AddHours(24 - 3), Judge([new(null, 2, Day)], Channel.Email, [At(-1), At(-3), At(-5), At(-7)]).FreeAt);

    [Fact]
    public void Judge_SeveralCaps_TheOneThatOpensLastSpeaks()
    {
        FrequencyCap[] caps = [new(null, 5, Day), new(null, 1, TimeSpan.FromHours(4)), new(null, 2, TimeSpan.FromDays(7)), new(null, 1, TimeSpan.FromHours(5))];

        var verdict = Judge(caps, Channel.Email, [At(-1), At(-2)]);
        Assert.Equal((false, Noon.AddDays(7).AddHours(-2)), (verdict.IsFree, verdict.FreeAt!.Value));
        Assert.Equal("2 of 2 per 168 h in all", verdict.Detail);
    }

    [Fact]
    public void Judge_EveryCapFree_TheFirstSpeaks() =>
        Assert.Equal("1 of 3 per 24 h email", Judge([new(Channel.Email, 3, Day), new(null, 9, Day)], Channel.Email, [At(-1)]).Detail);

    [Fact]
    public void Judge_SlotKeptFree_TakesNoPartOfIt()
    {
        Assert.True(Judge([new(null, 2, Day)], Channel.Email, [], new ReservedSlot(Channel.Sms, Noon.AddHours(1))).IsFree);

        var verdict = Judge([new(null, 2, Day)], Channel.Email, [At(-5)], new ReservedSlot(Channel.Sms, Noon.AddHours(1)));
        Assert.Equal((false, Noon.AddHours(1) + ReservedSlots.Grace), (verdict.IsFree, verdict.FreeAt!.Value));
        Assert.Contains("1 kept free", verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_SeveralSlotsKeptFree_AsksAgainAfterTheFirst() => Assert.Equal(
        Noon.AddHours(1) + ReservedSlots.Grace,
        Judge([new(null, 2, Day)], Channel.Email, [], new ReservedSlot(Channel.Sms, Noon.AddHours(5)), new ReservedSlot(Channel.Push, Noon.AddHours(1))).FreeAt);

    [Fact]
    public void Judge_CapsThatOpenAtOnce_TheFirstSpeaks() =>
        Assert.Equal("1 of 1 per 24 h email", Judge([new(Channel.Email, 1, Day), new(null, 1, Day)], Channel.Email, [At(-1)]).Detail);

    [Fact]
    public void Judge_RoomBesideTheKeptSlotOpensSooner_WaitsForThat() =>
        Assert.Equal(
            Noon.AddHours(1),
            Judge([new(null, 2, Day)], Channel.Email, [At(-23), At(-24.5)], new ReservedSlot(Channel.Sms, Noon.AddHours(20))).FreeAt);

    [Fact]
    public void Judge_KeptSlotIsOverdue_AsksAgainAfterTheGrace() =>
        Assert.Equal(Noon + ReservedSlots.Grace, Judge([new(null, 1, Day)], Channel.Email, [], new ReservedSlot(Channel.Sms, Noon.AddHours(-3))).FreeAt);

    [Fact]
    public void Judge_KeptSlotOfAnotherChannel_IsNotCountedByAChannelsCap() =>
        Assert.True(Judge([new(Channel.Email, 1, Day)], Channel.Email, [], new ReservedSlot(Channel.Sms, Noon)).IsFree);

    private static CapVerdict Judge(IReadOnlyList<FrequencyCap> caps, Channel channel, IReadOnlyList<Contact> contacts, params ReservedSlot[] reserved) =>
        FrequencyCaps.Judge(caps, channel, contacts, reserved, Noon);

    private static Contact At(double hours, Channel channel = Channel.Email) => new(Noon.AddHours(hours), channel, $"{channel}{hours}");
}
