using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Outcomes;

/// <summary>Whose push was lost, in every arm alike.</summary>
public sealed class LostPushReactionTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Theory]
    [InlineData(Arm.Treatment)]
    [InlineData(Arm.Holdout)]
    [InlineData(Arm.Global)]
    public void React_LastInstallationRemoved_IsAFactOfTheEnrolment(Arm arm)
    {
        var fact = Assert.Single(React(Anna(arm), Removed("phone")));
        Assert.Equal((FactKind.LostPush, arm, LostPushReaction.Installation, Noon.AddDays(-2)), (fact.Kind, fact.Arm, fact.Detail, fact.KeptAt));
        Assert.Equal(fact.Key, Assert.Single(React(Anna(arm), Consent(given: false, Noon.AddHours(1)))).Key);    // one of an enrolment is kept
    }

    [Fact]
    public void React_PermissionTakenBack_IsAFact() => Assert.Equal(LostPushReaction.Permission, Assert.Single(React(Anna(), Consent(given: false, Noon))).Detail);

    [Fact]
    public void React_PermissionTakenBackAfterTheHandleWasFoundDead_CountsAsInTheArmWhereNobodyTried()
    {
        var user = Anna();
        user = user with { Profile = user.Profile with { Installations = [.. user.Profile.Installations.Select(each => each with { Token = null })] } };
        Assert.Single(React(user, Consent(given: false, Noon)));
    }

    [Fact]
    public void React_OneOfTwoInstallations_IsNothing()
    {
        var user = Anna();
        user = user with { Profile = user.Profile with { Installations = [.. user.Profile.Installations, new("tablet", "fcm", "token-2", AUser.Before)] } };
        Assert.Empty(React(user, Removed("phone")));
    }

    [Fact]
    public void React_NoPermissionBefore_IsNothing() => Assert.Empty(React(Anna().Saying(Channel.Push, given: false), Removed("phone")));

    [Fact]
    public void React_NeverHadTheApp_IsNothing()
    {
        var user = Anna();
        Assert.Empty(React(user with { Profile = user.Profile with { Installations = [] } }, Consent(given: false, Noon)));
    }

    [Theory]
    [InlineData(-2)]      // when the enrolment began
    [InlineData(20)]      // when its window ends
    public void React_OutsideTheWindow_IsNothing(int days) => Assert.Empty(React(Anna(), Consent(given: false, Noon.AddDays(days))));

    private static User Anna(Arm arm = Arm.Treatment) => AUser.Reachable() with
    {
        Open =
        [
            new()
            {
                Campaign = "replenish",
                Version = 1,
                Episode = 1,
                Arm = arm,
                Probability = 1,
                EnrolledAt = Noon.AddDays(-2),
                LapsedAt = Noon.AddDays(-2),
                WindowEnds = Noon.AddDays(20),
                Touches = [],
            },
        ],
    };

    private static IncomingEvent Removed(string id) => Said(Noon, new() { Installations = [new(id, "fcm", null, Noon)] });

    private static IncomingEvent Consent(bool given, DateTimeOffset at) =>
        Said(at, new() { Consents = new Dictionary<string, GivenConsent> { ["push"] = new(given, at, "app") } });

    private static IncomingEvent Said(DateTimeOffset at, ProfileUpdate what) => new() { Id = "said", UserId = "anna", Type = IncomingEvent.ProfileType, At = at, Profile = what };

    private static IEnumerable<Fact> React(User user, IncomingEvent applied)
    {
        var change = Given.Change(user);
        Assert.Null(EventApplication.Apply(change, applied));
        new LostPushReaction().React(change, user, applied);
        return change.Effects.OfType<Effect.AppendFact>().Select(each => each.Fact);
    }
}
