using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>No day, campaign or run of rollups keeps another from its own.</summary>
public sealed class RollupTurnsTests
{
    private static readonly DateOnly First = DateOnly.FromDateTime(Given.Noon.UtcDateTime);

    [Fact]
    public async Task Run_OneUnreadableFact_SumsUpAllOtherDaysAndCampaigns()
    {
        var world = new ReportingWorld(Of("a"), Of("b"));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.PlantAsync("Facts", KeyText.Join("a", $"{First:yyyyMMdd}", "00"), new RowChange.Upsert("bad", "?"u8.ToArray()));

        var result = await world.Rolling.RunAsync();

        Assert.Equal(("a", (DateOnly?)First), Assert.Single(result.Failed.Select(each => (each.Campaign, each.Day))));
        Assert.Equal(3, result.Days);
        Assert.Equal([First.AddDays(1)], await DaysAsync(world, "a"));
        Assert.Equal([First, First.AddDays(1)], await DaysAsync(world, "b"));
        Assert.Null(await world.Rollups.FinishedAsync());
    }

    [Fact]
    public async Task Run_MarksThatCannotBeRead_SumsUpAllOtherCampaigns()
    {
        var world = new ReportingWorld(Of("a"), Of("b"));
        await world.PlantAsync("Facts", KeyText.Join("a", "changed"), new RowChange.Upsert("bad", "?"u8.ToArray()));

        var result = await world.Rolling.RunAsync();

        Assert.Equal(("a", (DateOnly?)null), Assert.Single(result.Failed.Select(each => (each.Campaign, each.Day))));
        Assert.Equal([First], await DaysAsync(world, "b"));
    }

    // The first campaign's days are marked again and again, and are as many as a run takes.
    [Fact]
    public async Task Run_CutShort_GoesOnWithTheCampaignsThatWaited()
    {
        var world = new ReportingWorld(Of("a"), Of("b"), Of("c"));
        world.Clock.Advance(TimeSpan.FromDays(3));

        for (var run = 0; run < 3; run++)
            Assert.Equal(4, (await world.Rolling.RunAsync(most: 4)).Days);

        foreach (var campaign in new[] { "a", "b", "c" })
            Assert.Equal(4, (await DaysAsync(world, campaign)).Count);
    }

    [Fact]
    public async Task Run_OutcomesThatComeLater_AreSummedUpOnceADayUntilTheyCount()
    {
        var world = new ReportingWorld(Of("a"));
        await world.Facts.AppendAsync(Enrolled("erased", Given.Noon));
        await world.Facts.AppendAsync(Closed("erased", Given.Noon));
        await world.Rolling.RunAsync();

        Assert.Equal(1, await AfterAsync(FactDays.Settles));
        Assert.Equal(0, await AfterAsync(TimeSpan.FromHours(1)));
        Assert.Equal(1, await AfterAsync(TimeSpan.FromHours(20)));
        Assert.Equal(0, await AfterAsync(TimeSpan.FromHours(1)));

        await world.Facts.AppendAsync(Enrolled("more", Given.Noon) with { KeptAt = Given.Noon });
        Assert.Equal(1, await AfterAsync(TimeSpan.Zero));       // at once
        Assert.Equal(1, await AfterAsync(FactDays.Settles));

        Assert.Equal(1, await AfterAsync(TimeSpan.FromDays(14)));
        Assert.Empty(await world.Days.ReadAsync("a"));
        Assert.Equal(1, (await world.Report.ReadAsync("a", First, First, upToDate: false)).Funnel[0].Closed);

        async Task<int> AfterAsync(TimeSpan time)
        {
            world.Clock.Advance(time);
            return (await world.Rolling.RunAsync()).Days;
        }
    }

    // One run is about to close the second day, and to fold the month with the first as it read it; another sums up the first anew just before.
    [Fact]
    public async Task Run_AnotherSumsUpADayOfTheSameMonthMeanwhile_FoldsNoStaleDay()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new ReportingWorld(tables, Of("a"));
        var second = Given.Noon.AddDays(1);
        await world.Facts.AppendAsync(Enrolled("one", Given.Noon));
        await world.Facts.AppendAsync(Closed("one", Given.Noon));
        await world.Facts.AppendAsync(Enrolled("two", second));
        world.Clock.Advance(TimeSpan.FromDays(40));
        await SettleAsync(world);
        await world.Facts.AppendAsync(Closed("two", second));
        world.Clock.Advance(FactDays.Settles);
        var meddled = false;
        tables.BeforeWrite = async (table, changes) =>
        {
            if (meddled || table != "Rollups" || !changes.Any(change => change.Row.StartsWith($"d|{First.AddDays(1):yyyyMMdd}", StringComparison.Ordinal)))
                return;
            meddled = true;
            await world.Facts.AppendAsync(Enrolled("three", Given.Noon) with { KeptAt = Given.Noon });
            await world.Facts.AppendAsync(Closed("three", Given.Noon));
            world.Clock.Advance(FactDays.Settles);
            await new RollupRun(world.Facts, world.Days, world.Rollups, world.Campaigns, world.Clock).RunAsync(most: 1);
        };

        await world.Rolling.RunAsync();
        Assert.True(meddled);
        await SettleAsync(world);

        var report = await world.Report.ReadAsync("a", First, DateOnly.FromDateTime(world.Now.UtcDateTime), upToDate: false);
        Assert.Equal((3, 3), (report.Funnel[0].Enrolled, report.Funnel[0].Closed));
        Assert.NotEmpty(await world.Rollups.MonthsAsync("a", new(2026, 11, 1), new(2026, 11, 30), CancellationToken.None));
    }

    private static async Task SettleAsync(ReportingWorld world)
    {
        await world.Rolling.RunAsync();
        world.Clock.Advance(FactDays.Settles);
        await world.Rolling.RunAsync();
    }

    private static async Task<IReadOnlyCollection<DateOnly>> DaysAsync(ReportingWorld world, string campaign) =>
        (await world.Rollups.DaysAsync(campaign, First, First.AddDays(9), CancellationToken.None)).Keys;

    private static Campaign Of(string id) => Given.Campaign() with { Id = id };

    private static Fact Enrolled(string person, DateTimeOffset at) => new()
    {
        Kind = FactKind.Enrolled,
        Campaign = "a",
        Version = 1,
        Person = person,
        Episode = 1,
        Entry = 1,
        Arm = Arm.Treatment,
        At = at,
        Probability = 0.5,
    };

    private static Fact Closed(string person, DateTimeOffset at) => Enrolled(person, at) with
    {
        Kind = FactKind.Outcome,
        KeptAt = at,
        EnrolledAt = at,
        At = at.AddDays(14),
        Outcome = new(null, null, 0),
        Status = EnrolmentStatus.Completed,
    };
}
