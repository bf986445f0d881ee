using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Outcomes;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sequences;

public sealed class VariantAssignmentTests
{
    private const int Users = 20_000;

    private static readonly DateTimeOffset Now = new(2026, 3, 27, 8, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("a", 9_676, 10_324)]   // half of 20,000 ± 4.6 standard errors of 70.7
    [InlineData("b", 5_718, 6_282)]    // three tenths ± 4.4 of 64.8
    [InlineData("c", 3_774, 4_226)]    // a fifth ± 4 of 56.6
    public void Of_ManyUsers_GivesEachVariantItsShare(string variant, int least, int most) =>
        Assert.InRange(Drawn(With(("a", 50), ("b", 30), ("c", 20))).Count(each => each == variant), least, most);

    [Fact]
    public void Of_OneGainsWeight_OnlyAsManyMoveAsMust_AndAllOfThemToIt()
    {
        var (before, after) = (Drawn(With(("a", 50), ("b", 50))), Drawn(With(("a", 50), ("b", 75))));

        var moved = before.Zip(after).Where(pair => pair.First != pair.Second).ToList();
        Assert.All(moved, pair => Assert.Equal(("a", "b"), pair));
        Assert.InRange(moved.Count, 1_830, 2_170);   // from a half to three fifths: a tenth of 20,000 ± 4 standard errors of 42.4
    }

    [Fact]
    public void Of_OneIsAdded_TakesFromEachInProportionAndMovesNobodyElse()
    {
        var (before, after) = (Drawn(With(("a", 50), ("b", 50))), Drawn(With(("a", 50), ("b", 50), ("c", 25))));

        var moved = before.Zip(after).Where(pair => pair.First != pair.Second).ToList();
        Assert.All(moved, pair => Assert.Equal("c", pair.Second));
        Assert.InRange(moved.Count, 3_774, 4_226);   // a fifth of all
        Assert.InRange(moved.Count(pair => pair.First == "a"), moved.Count * 0.46, moved.Count * 0.54);
    }

    [Fact]
    public void Of_AllWeightsDoubled_MovesNobody() => Assert.Equal(Drawn(With(("a", 30), ("b", 20))), Drawn(With(("a", 60), ("b", 40))));

    [Fact]
    public void Of_TheArm_TellsNothingOfTheVariant()
    {
        var campaign = With(("a", 50), ("b", 50)) with { Holdout = new(0.5) };
        var ofB = Names().Where(user => ArmAssignment.Draw(campaign, user).Arm == Arm.Holdout).Select(user => VariantAssignment.Of(campaign, user)!.Id == "b").ToList();
        Assert.InRange(ofB.Count(isB => isB), ofB.Count * 0.48, ofB.Count * 0.52);   // ± 4 standard errors of 0.5 %
    }

    [Fact]
    public void Of_NoWeight_DrawsNobodyButKeepsThoseItHas()
    {
        var campaign = With(("a", 50), ("b", 0));

        Assert.DoesNotContain("b", Drawn(campaign));
        Assert.Equal(new("b", 0.5), VariantAssignment.Of(campaign, "anna", new("b", 0.5)));
    }

    [Fact]
    public void Of_HeldVariantIsGone_DrawsAnew() =>
        Assert.Equal(new("a", 1), VariantAssignment.Of(With(("a", 50), ("b", 0)), "anna", new("retired", 0.5)));

    [Fact]
    public void Of_NoVariants_IsNone() => Assert.Null(VariantAssignment.Of(ACampaign.With(0), "anna", new("a", 1)));

    [Fact]
    public void Enrol_SecondEpisodeAfterWeightsChanged_KeepsTheVariantAndItsProbability()
    {
        var user = Names().First(name => VariantAssignment.Of(With(("a", 50), ("b", 50)), name)!.Id == "a");
        var first = Enrol(AUser.Reachable(user), With(("a", 50), ("b", 50)), Now);
        var (open, closedAt) = (first.User.Open[0], first.User.Open[0].WindowEnds.AddHours(1));
        var close = new PersonChange(first.User, isNew: false, closedAt, closedAt);
        Assert.True(WindowClose.Decide(close, new(DueKind.Close, open.WindowEnds, user, open.Campaign, open.Episode, null), ACampaign.Set(With(("a", 50), ("b", 50))), DateTimeZone.Utc));

        var second = Enrol(close.User, With(("a", 1), ("b", 999)), closedAt.AddDays(60));

        Assert.Equal((2, new DrawnVariant("a", 0.5)), (second.User.Open[0].Episode, second.User.Open[0].Variant));
        Assert.Equal(new("a", 0.5), Assert.Single(second.Enrolments).Variant);
        var fact = Assert.IsType<Effect.AppendFact>(second.Effects[0]).Fact;
        Assert.Equal(("a", (double?)0.5), (fact.Variant, fact.VariantProbability));
    }

    [Fact]
    public void Enrol_HeldOut_DrawsAVariantAlike()
    {
        var campaign = With(("a", 50), ("b", 50));
        Assert.Equal(Enrol(AUser.Reachable(), campaign, Now).User.Open[0].Variant, Enrol(AUser.Reachable(), campaign with { Holdout = new(1) }, Now).User.Open[0].Variant);
    }

    private static PersonChange Enrol(User user, Campaign campaign, DateTimeOffset at)
    {
        var change = new PersonChange(user, isNew: false, at, at);
        Enrolling.Enrol(change, campaign, new LapseVerdict.Lapsed(at.AddDays(-31), at.AddDays(-1)), DateTimeZone.Utc);
        return change;
    }

    private static Campaign With(params (string Id, int Weight)[] variants) =>
        ACampaign.With(0) with { Variants = [.. variants.Select(variant => new Variant(variant.Id, variant.Weight))] };

    private static IEnumerable<string> Names() => Enumerable.Range(0, Users).Select(i => $"user-{i}");

    private static List<string> Drawn(Campaign campaign) => [.. Names().Select(user => VariantAssignment.Of(campaign, user)!.Id)];
}
