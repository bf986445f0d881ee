using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class ReachTests
{
    private static readonly Profile Known = AUser.Reachable().Profile;

    [Fact]
    public void Addresses_EachChannel_AreItsOwn()
    {
        Assert.Equal(["anna@example.com"], Reach.Addresses(Known, Channel.Email));
        Assert.Equal(["+4915112345678"], Reach.Addresses(Known, Channel.Sms));
        Assert.Equal(["token-1"], Reach.Addresses(Known, Channel.Push));
    }

    [Fact]
    public void Addresses_Installations_AreEveryTokenOnceAndNoRemovedOne()   // a token that two installations name is one device
    {
        Installation[] installed =
        [
            new("a", "fcm", "one", Given.Noon), new("b", "apns", null, Given.Noon), new("c", "fcm", "", Given.Noon), new("d", "fcm", "two", Given.Noon),
            new("e", "fcm", "one", Given.Noon),
        ];
        Assert.Equal(["one", "two"], Reach.Addresses(Known with { Installations = installed }, Channel.Push));
    }

    [Fact]
    public void Platform_Token_IsThatOfItsLatestInstallation()
    {
        Installation[] installed = [new("a", "fcm", "one", Given.Noon), new("b", "apns", "one", Given.Noon.AddDays(1)), new("c", "fcm", "two", Given.Noon)];
        var profile = Known with { Installations = installed };

        Assert.Equal(["apns", "fcm", ""], new[] { "one", "two", "gone" }.Select(token => Reach.Platform(profile, token)));
    }

    [Fact]
    public void Has_ClearedOrEmptyField_IsUnreachable()
    {
        Assert.False(Reach.Has(Known with { Email = new(null, Given.Noon) }, Channel.Email));
        Assert.False(Reach.Has(Known with { Phone = new("", Given.Noon) }, Channel.Sms));
        Assert.False(Reach.Has(Profile.Empty, Channel.Push));
        Assert.True(Reach.Has(Known, Channel.Email));
    }
}
