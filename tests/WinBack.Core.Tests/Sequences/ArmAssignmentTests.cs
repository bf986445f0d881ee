using WinBack.Core.Campaigns;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sequences;

public sealed class ArmAssignmentTests
{
    // Computed apart from this code: sha256(salt + "\0" + id), first 8 bytes big-endian, upper 53 bits, over 2^53.
    [Theory]
    [InlineData("replenish", "anna", 0.4012020378688278)]
    [InlineData("replenish", "", 0.0074743530076727405)]
    [InlineData("", "anna", 0.5932363793552873)]
    [InlineData("zürich", "Łukasz@example.com", 0.1119883419685449)]
    public void Fraction_KnownInput_NeverChanges(string salt, string userId, double expected) =>
        Assert.Equal(expected, ArmAssignment.Fraction(salt, userId));

    [Fact]
    public void Fraction_SameTextDividedElsewhere_Differs() =>
        Assert.NotEqual(ArmAssignment.Fraction("ab", "c"), ArmAssignment.Fraction("a", "bc"));

    [Fact]
    public void Fraction_LongId_IsTakenWhole() =>
        Assert.NotEqual(ArmAssignment.Fraction("s", new string('a', 600)), ArmAssignment.Fraction("s", new string('a', 601)));

    [Fact]
    public void IsHeldOut_LargerShare_OnlyAddsPeople() => Assert.All(
        Enumerable.Range(0, 2000).Select(i => $"user-{i}"),
        user =>
        {
            if (ArmAssignment.IsHeldOut("salt", user, 0.1))
                Assert.True(ArmAssignment.IsHeldOut("salt", user, 0.2));
        });

    [Fact]
    public void IsHeldOut_ManyUsers_HoldsOutTheShare()
    {
        var heldOut = Enumerable.Range(0, 20_000).Count(i => ArmAssignment.IsHeldOut("salt", $"user-{i}", 0.2));
        Assert.InRange(heldOut, 3_774, 4_226);   // 4,000 ± 4 standard errors of 56.6
    }

    [Fact]
    public void IsHeldOut_AnotherSalt_DrawsIndependently()
    {
        var both = Enumerable.Range(0, 20_000).Count(i =>
            ArmAssignment.IsHeldOut("one", $"user-{i}", 0.5) && ArmAssignment.IsHeldOut("two", $"user-{i}", 0.5));
        Assert.InRange(both, 4_755, 5_245);   // a quarter ± 4 standard errors of 61.2
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void IsHeldOut_ShareAtItsEnds_HoldsOutNobodyOrEverybody(double share, bool expected) =>
        Assert.All(Enumerable.Range(0, 500), i => Assert.Equal(expected, ArmAssignment.IsHeldOut("salt", $"user-{i}", share)));

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void IsHeldOut_ShareThatIsNone_Throws(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ArmAssignment.IsHeldOut("salt", "anna", share));

    [Fact]
    public void Draw_EitherArm_RecordsItsOwnProbability()
    {
        var campaign = ACampaign.With(0) with { Holdout = new(Share: 0.25) };
        var drawn = Enumerable.Range(0, 200).Select(i => ArmAssignment.Draw(campaign, $"user-{i}")).Distinct().OrderBy(arm => arm.Arm);
        Assert.Equal([(Arm.Treatment, 0.75), (Arm.Holdout, 0.25)], drawn);
    }

    [Fact]
    public void IsHeldOut_ShareIsExactlyTheirPlace_IsNot()
    {
        var place = ArmAssignment.Fraction("salt", "anna");

        Assert.False(ArmAssignment.IsHeldOut("salt", "anna", place));
        Assert.True(ArmAssignment.IsHeldOut("salt", "anna", Math.BitIncrement(place)));
    }

    [Fact]
    public void Draw_SaltOfItsOwn_IsTaken()
    {
        var campaign = ACampaign.With(0) with { Holdout = new(0.5, "a salt of its own") };

        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(
            ArmAssignment.IsHeldOut("a salt of its own", $"u{i}", 0.5), ArmAssignment.Draw(campaign, $"u{i}").Arm == Arm.Holdout));
    }

    [Fact]
    public void Draw_NoSalt_TakesTheCampaignsId()
    {
        var campaign = ACampaign.With(0) with { Holdout = new(Share: 0.5) };
        var named = campaign with { Holdout = new Holdout(0.5, campaign.Id) };
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(ArmAssignment.Draw(named, $"u{i}"), ArmAssignment.Draw(campaign, $"u{i}")));
    }

    [Fact]
    public void Draw_WithASaltWrittenDown_GoesByItAndNotByTheCampaignsId()
    {
        var users = Enumerable.Range(0, 200).Select(i => $"user-{i}").ToList();
        var salted = ACampaign.With(0) with { Holdout = new(0.5, "spring") };
        Assert.Equal(users.Select(user => ArmAssignment.IsHeldOut("spring", user, 0.5)), users.Select(user => ArmAssignment.Draw(salted, user).Arm == Arm.Holdout));
        var plain = salted with { Holdout = new(0.5) };
        Assert.Equal(users.Select(user => ArmAssignment.IsHeldOut(plain.Id, user, 0.5)), users.Select(user => ArmAssignment.Draw(plain, user).Arm == Arm.Holdout));
    }
}
