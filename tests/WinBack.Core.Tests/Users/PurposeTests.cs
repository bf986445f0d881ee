using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Users;

/// <summary>Consent per channel and purpose: the newest wins for each, and a "no" that names none ends all.</summary>
public sealed class PurposeTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public void Apply_YesWithoutAPurpose_IsForMarketing()
    {
        var profile = Applied(Unnamed(true, Noon));

        Assert.True(profile.Agrees(Channel.Email, "marketing"));
        Assert.Null(profile.Said(Channel.Email, "news"));
    }

    [Fact]
    public void Said_StoredBeforeThereWerePurposes_IsMarketing() => Assert.True(AUser.Reachable().Profile.Agrees(Channel.Email, "marketing"));

    [Fact]
    public void Apply_NoToOnePurpose_LeavesTheOthers()
    {
        var profile = Applied(Unnamed(true, Noon), Named("news", true, Noon), Named("marketing", false, Noon.AddHours(1)));

        Assert.False(profile.Agrees(Channel.Email, "marketing"));
        Assert.True(profile.Agrees(Channel.Email, "news"));
    }

    [Fact]
    public void Apply_NoWithoutAPurpose_EndsEveryOneOfItsChannel()
    {
        var profile = Applied(Unnamed(true, Noon), Named("news", true, Noon), Named("news", true, Noon, "sms"), Unnamed(false, Noon.AddHours(1)));

        Assert.False(profile.Agrees(Channel.Email, "marketing"));
        Assert.False(profile.Agrees(Channel.Email, "news"));
        Assert.True(profile.Agrees(Channel.Sms, "news"));
    }

    // What was said of one channel and purpose, in whatever order it arrives.
    [Theory]
    [InlineData(-1, false)]   // an older yes that arrives after the stop
    [InlineData(0, false)]    // on a tie, no
    [InlineData(1, true)]
    public void Apply_AroundAStop_OnlyANewerYesHolds(int minutes, bool agrees)
    {
        var (stop, yes) = (Unnamed(false, Noon), Named("news", true, Noon.AddMinutes(minutes)));

        Assert.Equal(agrees, Applied(stop, yes).Agrees(Channel.Email, "news"));
        Assert.Equal(agrees, Applied(yes, stop).Agrees(Channel.Email, "news"));
        Assert.Equal(agrees, Applied(stop, Unnamed(true, Noon.AddHours(2)), yes).Agrees(Channel.Email, "news"));   // a yes to marketing is none to news
    }

    [Fact]
    public void Apply_NinthPurpose_IsRefusedAndChangesNothing()
    {
        var eight = Enumerable.Range(1, UserLimits.Purposes).Select(i => Named($"p{i}", true, Noon)).ToArray();
        var profile = Applied(eight);
        var change = Given.Change(Given.User() with { Profile = profile });

        var exceeded = EventApplication.Apply(change, Event(0, Named("p9", true, Noon)));

        Assert.Equal("8 purposes per user beside marketing.", exceeded!.Allowed);
        Assert.Same(profile, change.User.Profile);
        Assert.Equal(Noon.AddHours(1), Applied([.. eight, Named("p8", false, Noon.AddHours(1))]).Said(Channel.Email, "p8")!.At);
        Assert.Null(EventApplication.Apply(change, Event(0, Named("p9", false, Noon))));   // there is nothing that it could end
        Assert.Null(EventApplication.Apply(change, Event(0, Unnamed(false, Noon))));
    }

    private static Profile Applied(params ProfileUpdate[] updates)
    {
        var change = Given.Change(Given.User());
        for (var i = 0; i < updates.Length; i++)
            Assert.Null(EventApplication.Apply(change, Event(i, updates[i])));
        return change.User.Profile;
    }

    private static IncomingEvent Event(int i, ProfileUpdate said) => Given.Event(IncomingEvent.ProfileType, Noon, $"said-{i}") with { Profile = said };

    private static ProfileUpdate Unnamed(bool given, DateTimeOffset at) => new() { Consents = new Dictionary<string, GivenConsent> { ["email"] = new(given, at, "form") } };

    private static ProfileUpdate Named(string purpose, bool given, DateTimeOffset at, string channel = "email") =>
        new() { PurposeConsents = [new(channel, purpose, new(given, at, "form"))] };
}
