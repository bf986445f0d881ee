using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

/// <summary>Whether somebody who was in a campaign before may enter it again.</summary>
public sealed class ReEntryTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public void Judge_Never_TakesNobodyInTwice()
    {
        var campaign = Given.Campaign() with { ReEntry = ReEntry.Never };

        var barred = Assert.IsType<LapseVerdict.Barred>(Judge(Lapsed(entries: 1), campaign, Noon));
        Assert.Equal((null, "entered before, and the campaign takes nobody in twice"), (barred.Until, barred.Why));
        Assert.IsType<LapseVerdict.Lapsed>(Judge(Bought(Noon.AddDays(-40)), campaign, Noon));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]     // the campaign allowed more before
    public void Judge_AtMostThree_CountsEveryEntry(int entries, bool enters) =>
        Assert.Equal(enters, Judge(Lapsed(entries), Given.Campaign() with { ReEntry = new(AtMost: 3) }, Noon) is LapseVerdict.Lapsed);

    [Fact]
    public void Judge_RowFromBeforeEntriesWereCounted_TakesEpisodesForThem() =>
        Assert.IsType<LapseVerdict.Barred>(Judge(Lapsed(entries: null), Given.Campaign() with { ReEntry = new(AtMost: 1) }, Noon));

    [Theory]
    [InlineData("P99D", 0, true)]
    [InlineData("P100D", 0, true)]
    [InlineData("P101D", 1, false)]
    public void Judge_After_CountsFromTheEntryBefore(string after, int waits, bool enters)   // which was 100 days ago
    {
        var verdict = Judge(Lapsed(entries: 1), Given.Campaign() with { CoolDown = Threshold.Zero, ReEntry = new(Given.Threshold(after)) }, Noon);

        Assert.Equal(enters, verdict is LapseVerdict.Lapsed);
        if (!enters)
            Assert.Equal(Noon.AddDays(waits), Assert.IsType<LapseVerdict.NotYet>(verdict).At);
    }

    [Fact]
    public void Judge_AfterAndCoolDown_TheLaterCounts()
    {
        var campaign = Given.Campaign() with { CoolDown = Threshold.Days(90), ReEntry = new(Threshold.Days(101)) };

        Assert.Equal(Noon.AddDays(10), Assert.IsType<LapseVerdict.NotYet>(Judge(Lapsed(entries: 1), campaign, Noon)).At);   // closed 80 days ago
    }

    [Fact]
    public void Enrol_CountsEntries_AndAVoidOneIsNone()
    {
        var change = Given.Change(Bought(Noon.AddDays(-30)));
        Enrolling.Enrol(change, Given.Campaign(), new(Noon.AddDays(-30), Noon), DateTimeZone.Utc);
        Assert.Equal(1, change.User.Episodes["replenish"].Entries);

        var late = Given.Change(change.User, Noon.AddDays(1));
        var purchase = Given.Purchase(Noon.AddDays(-2), "late");
        EventApplication.Apply(late, purchase);
        new Core.Outcomes.ReturnReaction(Given.Set(Given.Campaign()), DateTimeZone.Utc).React(late, change.User, purchase);

        Assert.Equal((1, 0), (late.User.Episodes["replenish"].Number, late.User.Episodes["replenish"].Entries));
        Assert.IsType<LapseVerdict.Lapsed>(Judge(late.User, Given.Campaign() with { ReEntry = ReEntry.Never }, Noon.AddDays(40)));
    }

    // Entered 100 days ago, closed 80 days ago, bought 40 days ago.
    private static User Lapsed(int? entries) => Bought(Noon.AddDays(-40)) with
    {
        Episodes = new Dictionary<string, Episode> { ["replenish"] = new(entries ?? 1, Noon.AddDays(-100), Noon.AddDays(-80)) { Entries = entries } },
    };

    private static User Bought(DateTimeOffset at)
    {
        var change = Given.Change(Given.User());
        EventApplication.Apply(change, Given.Purchase(at));
        return change.User;
    }

    private static LapseVerdict Judge(User user, Campaign campaign, DateTimeOffset now) => LapseJudge.Judge(user, campaign, DateTimeZone.Utc, now);
}
