using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

public sealed class DeadAddressesTests
{
    private static readonly string[] Handles = ["token-1", "token-2", "token-3"];

    [Fact]
    public void RecordAnswer_SomeDevicesDead_IsAcceptedWithCountsAndTheirInstallationsGo()
    {
        var change = Answered(new SendResult.Accepted("n1") { Devices = new(2, 3), Dead = ["token-2"] });

        var row = Assert.Single(change.Ledger);
        Assert.Equal((AttemptState.Accepted, new DeviceCount(2, 3)), (row.State, row.Devices));
        Assert.Equal(["token-1", null, "token-3"], change.User.Profile.Installations.Select(each => each.Token));
        Assert.Equal([new Suppression(Channel.Push, "token-2", "the provider calls it dead", Noon)], change.Suppressions);
        Assert.Equal(["token-1", "token-3"], Reach.Addresses(change.User.Profile, Channel.Push));
    }

    [Fact]
    public void RecordAnswer_InstallationRemoved_KeepsItsIdAndAge()     // a newer registration of the same installation comes after it
    {
        var change = Answered(new SendResult.Accepted("n1") { Dead = ["token-1"] });

        Assert.Equal(new Installation("a", "fcm", null, AUser.Before), change.User.Profile.Installations[0]);
    }

    [Fact]
    public void RecordAnswer_EveryDeviceDead_RemovesThemAll()
    {
        var change = Answered(new SendResult.RefusedForGood("gone", Suppress: true));

        Assert.False(Reach.Has(change.User.Profile, Channel.Push));
        Assert.Equal(Handles, change.Suppressions.Select(each => each.Address));
    }

    [Theory]
    [MemberData(nameof(OtherAnswers))]
    public void RecordAnswer_NotAccepted_RemovesTheDeadAllTheSame(SendResult answer)
    {
        var change = Answered(answer with { Dead = ["token-3"] });

        Assert.Equal(["token-1", "token-2", null], change.User.Profile.Installations.Select(each => each.Token));
        Assert.Equal("token-3", Assert.Single(change.Suppressions).Address);
    }

    public static TheoryData<SendResult> OtherAnswers => [new SendResult.RefusedForGood("no", Suppress: false), new SendResult.RefusedForNow("later", Noon.AddHours(1)), new SendResult.Unknown("?")];

    [Fact]
    public void RecordAnswer_NoneDead_LeavesTheProfileAlone()
    {
        var change = Answered(new SendResult.Accepted("n1") { Devices = new(3, 3) });

        Assert.Equal(Handles, Reach.Addresses(change.User.Profile, Channel.Push));
        Assert.Empty(change.Suppressions);
    }

    private static PersonChange Answered(SendResult answer)
    {
        var user = AUser.Reachable();
        user = (user with { Profile = user.Profile with { Installations = [.. Handles.Select((handle, i) => new Installation($"{(char)('a' + i)}", "fcm", handle, AUser.Before))] } }).In(Plan);
        var claimed = Change(user);
        AttemptProtocol.Claim(claimed, Question(), Channel.Push);
        var sending = Change(claimed.User);
        Assert.Equal(Beginning.Sending, AttemptProtocol.BeginSending(sending, Question(), Handles));
        var change = Change(sending.User);
        AttemptProtocol.RecordAnswer(change, Question(), sending.User.Open[0], answer, Handles);
        return change;
    }
}
