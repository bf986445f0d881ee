using NodaTime;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Tests.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sequences;

public sealed class GlobalHoldoutTests
{
    private static readonly string[] Users = [.. Enumerable.Range(0, 20_000).Select(i => $"user-{i}")];

    [Fact]
    public void Holds_LargerShare_OnlyAddsUsersAndASmallerOneOnlyRemovesThem()
    {
        var (small, large) = (Held(0.05), Held(0.2));

        Assert.Subset(large, small);
        Assert.InRange(small.Count, 900, 1100);      // 20,000 · 0.05 within 3 standard deviations
        Assert.InRange(large.Count, 3830, 4170);
    }

    // One salt for both would make the two draws one: whom the campaign holds out, the larger of the shares would.
    [Fact]
    public void Draw_CampaignOfTheSameSalt_HoldsOutItsShareOfTheOthers()
    {
        var campaign = ACampaign.With(0) with { Holdout = new(0.1, "global") };
        var global = new GlobalHoldout(0.2, "global");

        var drawn = Users.Select(user => ArmAssignment.Draw(campaign, user, global)).ToList();

        Assert.All(drawn, each => Assert.Equal(each.Arm switch { Arm.Global => 0.2, Arm.Holdout => 0.1, _ => 0.9 }, each.Probability));
        var others = drawn.Where(each => each.Arm != Arm.Global).ToList();
        Assert.InRange(others.Count(each => each.Arm == Arm.Holdout) / (double)others.Count, 0.093, 0.107);
    }

    [Fact]
    public void Enrol_HeldOutOfAll_IsRecordedWithEverythingThatWasDrawn()
    {
        var change = Enrolled(new(0.5, Salt(holds: true)));

        var open = Assert.Single(change.User.Open);
        Assert.Equal((Arm.Global, 0.5, (double?)0.5, 1, true), (open.Arm, open.Probability, open.GlobalShare, open.Entry, open.IsFirstOfAll));
        var fact = Assert.IsType<Effect.AppendFact>(change.Effects[0]).Fact;
        Assert.Equal((Arm.Global, (double?)0.5, (double?)0.5, (int?)1), (fact.Arm, fact.Probability, fact.GlobalShare, fact.Entry));
        Assert.Equal(0.5, change.Enrolments[0].GlobalShare);
    }

    [Fact]
    public void Enrol_NotHeldOutOfAll_KeepsTheCampaignsOwnProbability()
    {
        var open = Assert.Single(Enrolled(new(0.5, Salt(holds: false))).User.Open);

        Assert.Equal((Arm.Treatment, 1.0, (double?)0.5), (open.Arm, open.Probability, open.GlobalShare));
    }

    [Fact]
    public void Judge_HeldOutOfAll_IsAGhostLikeTheHoldouts() =>
        Assert.IsType<Verdict.Ghost>(ATouch.Judge(ATouch.Enrolled().WithOpen(open => open with { Arm = Arm.Global })));

    private static HashSet<string> Held(double share) => [.. Users.Where(new GlobalHoldout(share, "global").Holds)];

    private static string Salt(bool holds) => Enumerable.Range(0, 100).Select(i => $"s{i}").First(salt => new GlobalHoldout(0.5, salt).Holds("anna") == holds);

    private static PersonChange Enrolled(GlobalHoldout global)
    {
        var change = Given.Change(AUser.Reachable() with { Id = "anna" });
        Enrolling.Enrol(change, ACampaign.With(0), new(Given.Noon.AddDays(-31), Given.Noon), DateTimeZone.Utc, global);
        return change;
    }
}
