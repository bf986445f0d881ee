using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

public sealed class OptOutReactionTests
{
    private static readonly Campaign ByEmail = ACampaign.With() with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Email)] };

    [Fact]
    public void React_ConsentWithdrawn_SuppressesTheAddress()
    {
        var change = Reacted(Enrolled(), Given.Consent(given: false, Noon.AddHours(1), "stop"));

        Assert.Equal([new Suppression(Channel.Email, "anna@example.com", "opt-out", Noon.AddHours(1))], change.Suppressions);
    }

    // The event that gives the address waited in the queue while the stop was applied at once.
    [Fact]
    public void React_AddressKnownAfterTheStop_IsSuppressed()
    {
        var user = Enrolled().Saying(Channel.Email, given: false, Noon);
        var change = Reacted(user with { Profile = user.Profile with { Email = null } }, Given.Event("profile", Noon.AddHours(-1)) with
        {
            Profile = new() { Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new("anna@example.com", Noon.AddHours(-1)) } },
        });

        Assert.Equal([new Suppression(Channel.Email, "anna@example.com", "opt-out", Noon)], change.Suppressions);
    }

    [Fact]
    public void React_AddressKnownBeforeTheStop_IsNotSuppressedAgain()
    {
        var user = Enrolled().Saying(Channel.Email, given: false, Noon);
        Assert.Empty(Reacted(user, Given.Event("profile", Noon.AddHours(1)) with { Profile = new() }).Suppressions);
    }

    [Fact]
    public void React_PushConsentWithdrawn_SuppressesEveryInstallation()
    {
        var user = Enrolled();
        user = user with { Profile = user.Profile with { Installations = [new("a", "fcm", "one", Noon), new("b", "apns", "two", Noon)] } };

        var change = Reacted(user, Saying(("push", false)));

        Assert.Equal(["one", "two"], change.Suppressions.Select(each => each.Address));
    }

    [Fact]
    public void React_ConsentGivenAgain_LiftsIt()
    {
        var change = Reacted(Enrolled().Saying(Channel.Email, given: false), Given.Consent(given: true, Noon.AddHours(1), "again"));

        Assert.Equal([new Suppression(Channel.Email, "anna@example.com", "opt-out", Noon.AddHours(1), Lifted: true)], change.Suppressions);
    }

    [Fact]
    public void React_ConsentForANewAddress_LiftsThatOneOnly()
    {
        var again = Given.Reachable(Noon.AddHours(1)) with { UserId = "anna" };
        var moved = again with { Profile = again.Profile! with { Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new("new@example.com", Noon) } } };

        var change = Reacted(Enrolled().Saying(Channel.Email, given: false), moved);

        Assert.Equal([("new@example.com", true)], change.Suppressions.Select(each => (each.Address, each.Lifted)));
    }

    [Fact]
    public void React_LateConsent_OlderThanTheOptOut_ChangesNothing()
    {
        var change = Reacted(Enrolled().Saying(Channel.Email, given: false, Noon), Given.Consent(given: true, Noon.AddHours(-1), "late"));

        Assert.Empty(change.Suppressions);
        Assert.False(change.User.Profile.Consents[Channel.Email].Given);
    }

    [Fact]
    public void React_SameConsentAgain_ChangesNothing()
    {
        var said = Given.Consent(given: false, Noon, "stop");
        var user = Reacted(Enrolled(), said).User;

        Assert.Empty(Reacted(user, said with { Id = "again" }).Suppressions);
    }

    [Fact]
    public void React_EventWithoutConsent_ChangesNothing()
    {
        var change = Reacted(Enrolled(ByEmail), Given.Purchase(Noon), ByEmail);
        Assert.Empty(change.Effects);
        Assert.Empty(change.Suppressions);
    }

    [Fact]
    public void React_NoChannelLeft_EndsTheSequenceAtOnce()
    {
        var change = Reacted(Enrolled(ByEmail), Given.Consent(given: false, Noon.AddHours(1), "stop"), ByEmail);

        Assert.Equal(EnrolmentStatus.OptedOut, change.User.Open[0].Status);
        Assert.Equal(FactKind.OptedOut, Assert.IsType<Effect.AppendFact>(change.Effects[0]).Fact.Kind);
        Assert.Equal(new Effect.WakeSequence("replenish.1.k7f2m9k7f2m9k7f2", Signal.OptedOut), change.Effects[1]);
        Assert.Equal(2, change.Effects.Count);
    }

    [Theory]
    [InlineData("email", EnrolmentStatus.Running)]
    [InlineData("email,sms", EnrolmentStatus.Running)]
    [InlineData("email,sms,push", EnrolmentStatus.OptedOut)]
    public void React_SomeChannelsLeft_GoesOn(string stopped, EnrolmentStatus status) =>
        Assert.Equal(status, Reacted(Enrolled(), Saying([.. stopped.Split(',').Select(channel => (channel, false))])).User.Open[0].Status);

    [Fact]
    public void React_ChannelThatOnlyALaterTouchHas_IsLeft()
    {
        var campaign = ByEmail with { Touches = [.. ByEmail.Touches, ACampaign.Touch("t2", Threshold.Days(3), Channel.Sms)] };

        Assert.Equal(EnrolmentStatus.Running, Reacted(Enrolled(campaign), Given.Consent(given: false, Noon, "stop"), campaign).User.Open[0].Status);
    }

    [Fact]
    public void React_NeverHadAChannel_IsNoOptOut()
    {
        var user = Enrolled(ByEmail).Saying(Channel.Email, given: false, Noon.AddDays(-1));

        Assert.Empty(Reacted(user, Given.Consent(given: false, Noon, "stop"), ByEmail).Effects);
    }

    [Theory]
    [InlineData(EnrolmentStatus.Returned, Arm.Treatment)]
    [InlineData(EnrolmentStatus.Completed, Arm.Treatment)]
    [InlineData(EnrolmentStatus.Cancelled, Arm.Treatment)]
    [InlineData(EnrolmentStatus.Returned, Arm.Holdout)]
    [InlineData(EnrolmentStatus.Completed, Arm.Holdout)]
    [InlineData(EnrolmentStatus.Completed, Arm.Global)]
    public void React_SequenceOverAlready_StaysAsItEndedAndTheHarmIsNotedInEveryArm(EnrolmentStatus status, Arm arm)
    {
        var change = Reacted(Enrolled(ByEmail).WithOpen(open => open with { Status = status, Arm = arm }), Given.Consent(given: false, Noon.AddHours(1), "stop"), ByEmail);

        Assert.Equal(status, change.User.Open[0].Status);
        var fact = Assert.IsType<Effect.AppendFact>(Assert.Single(change.Effects)).Fact;
        Assert.Equal((FactKind.OptedOut, arm, Noon.AddHours(1)), (fact.Kind, fact.Arm, fact.At));
        Assert.Single(change.Suppressions);
    }

    [Fact]
    public void React_StopBeforeTheEnrolmentOrAfterTheWindow_IsNoHarmOfIt()
    {
        var user = Enrolled(ByEmail).WithOpen(open => open with { Status = EnrolmentStatus.Completed });
        var ends = user.Open[0].WindowEnds;

        Assert.Empty(Reacted(user, Given.Consent(given: false, Noon, "stop"), ByEmail).Effects);
        Assert.Empty(Reacted(user, Given.Consent(given: false, ends, "stop"), ByEmail).Effects);
        Assert.Single(Reacted(user, Given.Consent(given: false, ends.AddTicks(-1), "stop"), ByEmail).Effects);
    }

    [Fact]
    public void React_StopSaidTwice_IsOneFact()
    {
        var first = Reacted(Enrolled(ByEmail), Given.Consent(given: false, Noon.AddHours(1), "stop"), ByEmail);
        var again = Reacted(first.User, Given.Consent(given: true, Noon.AddHours(2), "again"), ByEmail);
        var second = Reacted(again.User, Given.Consent(given: false, Noon.AddHours(3), "stop2"), ByEmail);

        var (one, other) = (((Effect.AppendFact)first.Effects[0]).Fact, ((Effect.AppendFact)Assert.Single(second.Effects)).Fact);
        Assert.Equal((one.Key, one.KeptAt), (other.Key, other.KeptAt));
    }

    private static IncomingEvent Saying(params (string Channel, bool Given)[] said) => Given.Event(IncomingEvent.ProfileType, Noon) with
    {
        Profile = new() { Consents = said.ToDictionary(each => each.Channel, each => new GivenConsent(each.Given, Noon, "app")) },
    };

    private static PersonChange Reacted(User user, IncomingEvent given, Campaign? campaign = null)
    {
        var change = Change(user);
        Assert.Null(EventApplication.Apply(change, given));
        new OptOutReaction(ACampaign.Set(campaign ?? Plan)).React(change, user, given);
        return change;
    }
}
