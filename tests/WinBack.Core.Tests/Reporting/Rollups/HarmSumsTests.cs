using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Rollups;

/// <summary>Harm is counted by person, whether the window is open or closed.</summary>
public sealed class HarmSumsTests
{
    [Fact]
    public void Add_SeveralSignsOfOnePerson_AreOnePerson()
    {
        var harm = Of(Enrolled("a"), Said(FactKind.OptedOut, "a"), Said(FactKind.LostPush, "a"), Said(FactKind.Complained, "a"), Said(FactKind.Complained, "a", "other"), Enrolled("b"), Said(FactKind.LostPush, "b"), Enrolled("c"));
        Assert.Equal((1, 1, 2, 2), (harm.OptedOut, harm.Complained, harm.LostPush, harm.Any));
    }

    [Fact]
    public void Add_LaterAndVoidEnrolments_AreLeftOut()
    {
        var harm = Of(
            Enrolled("a"), Enrolled("a") with { Episode = 2, Entry = 2 }, Said(FactKind.Complained, "a") with { Episode = 2 },
            Enrolled("b"), Said(FactKind.OptedOut, "b"), Said(FactKind.Voided, "b"));
        Assert.Equal((0, 0, 0), (harm.OptedOut, harm.Complained, harm.Any));
    }

    private static HarmSums Of(params Fact[] facts)
    {
        var tally = new CampaignTally();
        foreach (var fact in facts)
            tally.Add(fact);
        Rollup sum = new();
        sum.Add(tally.ToRollup());
        return Assert.Single(sum.Arms).Value.Harm;
    }

    private static Fact Enrolled(string person) => new()
    {
        Kind = FactKind.Enrolled,
        Campaign = "c",
        Version = 1,
        Person = person,
        Episode = 1,
        Entry = 1,
        Arm = Arm.Treatment,
        Probability = 0.9,
        At = Given.Noon,
    };

    private static Fact Said(FactKind kind, string person, string touch = "t1") => Enrolled(person) with
    {
        Kind = kind,
        Entry = null,
        KeptAt = Given.Noon,
        Touch = kind == FactKind.Complained ? touch : null,
        Channel = kind == FactKind.Complained ? Channel.Email : null,
    };
}
