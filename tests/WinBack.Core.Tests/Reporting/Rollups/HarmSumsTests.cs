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

    // Opt-outs and lost push are facts only within the window; a complaint is one whenever it comes.
    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    public void Add_Complaint_CountsBeforeTheEndOfTheWindow(int seconds, int counted)
    {
        var ends = Given.Noon.AddDays(7);
        var outcome = Enrolled("a") with { Kind = FactKind.Outcome, At = ends, EnrolledAt = Given.Noon, KeptAt = Given.Noon, Outcome = new(null, null, 0) };
        var complaint = Said(FactKind.Complained, "a") with { At = ends.AddSeconds(seconds) };

        foreach (var facts in new Fact[][] { [Enrolled("a"), complaint, outcome], [Enrolled("a"), outcome, complaint] })
            Assert.Equal((counted, counted), (Of(facts).Complained, Of(facts).Any));
        Assert.Equal(1, Of(Enrolled("a"), complaint).Any);      // an open window
        Assert.Equal(1, Of(Enrolled("a"), complaint, outcome, Said(FactKind.Complained, "a", "other")).Any);       // the earliest decides
        CampaignTally tally = new();
        foreach (var fact in new[] { Enrolled("a"), outcome, complaint })
            tally.Add(fact);
        Assert.Equal(1, Assert.Single(tally.ToRollup().Touches).Value.Complained);
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
