using System.Text;
using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>Rollups say what the facts say, whenever and however often they are made.</summary>
public sealed class RollupRunTests
{
    private static readonly DateOnly First = DateOnly.FromDateTime(Given.Noon.UtcDateTime);
    private static readonly JsonSerializerOptions WithInfinity = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private static readonly Campaign Replenish = Given.Campaign() with { Holdout = new(0.5, "half"), Variants = [new("a", 1), new("b", 1)] };

    [Fact]
    public async Task Run_AfterAWhile_GivesTheReportThatTheFactsGive()
    {
        var world = await LivedAsync();
        foreach (var channel in Enum.GetValues<Channel>())
            await world.Facts.AppendAsync(Enrolled("p", Given.Noon.AddDays(35)) with { Kind = FactKind.HandedOver, Touch = "reminder", Channel = channel, Answer = AttemptState.Accepted, KeptAt = Given.Noon.AddDays(35) });

        Assert.True((await world.Rolling.RunAsync()).Days > 0);

        var report = await ReportAsync(world, upToDate: false);
        Assert.Equal(await OfFactsAsync(world), report);
        Assert.Equal(report, await ReportAsync(world, upToDate: true));
        Assert.Contains("\"Enrolled\":", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NothingChanged_SumsUpNothing()
    {
        var world = await LivedAsync();
        await world.Rolling.RunAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        await world.Rolling.RunAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, (await world.Rolling.RunAsync()).Days);
    }

    [Fact]
    public async Task Run_RebuiltFromFacts_IsTheSameToTheByte()
    {
        var tables = new MemoryTables();
        var world = await LivedAsync(tables);
        await SettleAsync(world);
        var before = Rows(tables);
        Assert.Contains(before, row => row.Contains("m|202612|arm", StringComparison.Ordinal));

        await world.Rolling.MarkAllAsync(world.Campaigns.Set.Current.Single());
        await world.Rolling.RunAsync();

        Assert.Equal(before, Rows(tables));
    }

    // As after an update to a version whose sums mean something else: what is stored is not believed.
    [Fact]
    public async Task Run_SumsOfAnEarlierVersion_AreMadeAnew()
    {
        var tables = new MemoryTables();
        var world = await LivedAsync(tables);
        await SettleAsync(world);
        var before = Rows(tables);
        foreach (var row in tables.All().Where(each => each.Table == "Rollups").Select(each => each.Row).ToList())
        {
            if (row.Row.StartsWith("s|", StringComparison.Ordinal))
                await tables.Open("Rollups").BatchAsync(row.Partition, [new RowChange.Delete(row.Row), new RowChange.Upsert("s|since3", row.Data)]);
            else if (row.Row.EndsWith("|arm", StringComparison.Ordinal))
                await tables.Open("Rollups").BatchAsync(row.Partition, [new RowChange.Upsert(row.Row, "{}"u8.ToArray())]);
        }

        Assert.Equal(await OfFactsAsync(world), await ReportAsync(world, upToDate: true));
        await world.Rolling.RunAsync();
        Assert.Equal(before, Rows(tables).Where(row => !row.Contains("s|since3", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_BrokenOffAfterAFewDays_GoesOnWithTheRest()
    {
        var world = await LivedAsync();
        while ((await world.Rolling.RunAsync(most: 3)).Days > 0)
            world.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(await OfFactsAsync(world), await ReportAsync(world, upToDate: false));
    }

    // A month that is over and closed is read as one; a refund weeks later opens its day again, and the month with it.
    [Fact]
    public async Task Run_RefundAfterTheMonthWasFolded_ChangesDayAndMonth()
    {
        var world = await LivedAsync();
        await world.HearAsync(Given.Purchase(world.Now.AddDays(-50), "late", Treated(world), 50));
        await SettleAsync(world);
        var before = await Revenue(world);

        await world.HearAsync(Given.Purchase(world.Now, "back", Treated(world), -50) with { Properties = JsonSerializer.SerializeToElement(new { refundOf = "late" }) });
        Assert.Equal(before, await Revenue(world));      // not before the run

        await SettleAsync(world);
        Assert.Equal(before - 50, await Revenue(world));
        Assert.Equal(await OfFactsAsync(world), await ReportAsync(world, upToDate: false));
    }

    [Fact]
    public async Task Run_WhileFactsGoOnBeingAppended_KeepsTheMarkUntilNobodyTrustsIt()
    {
        var world = await LivedAsync();
        var day = DateOnly.FromDateTime(world.Now.UtcDateTime);
        await world.Facts.AppendAsync(Enrolled("early", world.Now));
        await world.Rolling.RunAsync();
        await world.Facts.AppendAsync(Enrolled("late", world.Now));    // this instance marked the day a moment ago, and does not again
        await world.Rolling.RunAsync();

        Assert.Contains(await world.Days.ReadAsync("replenish"), mark => mark.Day == day);
        Assert.Equal(await OfFactsAsync(world), await ReportAsync(world, upToDate: false));
    }

    [Fact]
    public async Task Run_OutcomeKeptUnderItsOwnDayAsBefore_IsCountedOnTheDayOfEnrolment()
    {
        var world = await LivedAsync();
        var at = world.Now.AddDays(-40);
        await world.Facts.AppendAsync(Enrolled("old", at));
        await SettleAsync(world);
        var open = (await world.Report.ReadAsync("replenish", First, Today(world), upToDate: false)).Funnel[0];
        await world.Facts.AppendAsync(Enrolled("old", at) with { Kind = FactKind.Outcome, At = at.AddDays(14), EnrolledAt = at, Outcome = new(at, at, 7), Status = EnrolmentStatus.Returned });
        await SettleAsync(world);
        await SettleAsync(world);

        var closed = (await world.Report.ReadAsync("replenish", First, Today(world), upToDate: false)).Funnel[0];
        Assert.Equal((open.Open - 1, open.Closed + 1, open.Primary.Revenue + 7), (closed.Open, closed.Closed, closed.Primary.Revenue));
    }

    [Fact]
    public async Task Report_OfAYearRolledUp_TakesUnder200Operations()
    {
        var tables = new CountingTables(new MemoryTables());
        var world = new ReportingWorld(tables, Replenish);
        for (var day = 0; day < 365; day++)
        {
            var at = Given.Noon.AddDays(day);
            foreach (var arm in new[] { Arm.Treatment, Arm.Holdout })
            {
                await world.Facts.AppendAsync(Enrolled($"{arm}{day}", at) with { Arm = arm });
                await world.Facts.AppendAsync(Enrolled($"{arm}{day}", at) with
                {
                    Arm = arm,
                    Kind = FactKind.Outcome,
                    KeptAt = at,
                    EnrolledAt = at,
                    At = at.AddDays(14),
                    Outcome = new(null, null, day),
                    Status = EnrolmentStatus.Completed,
                });
            }
        }

        world.Clock.SetUtcNow(Given.Noon.AddDays(400));
        await world.Rolling.RunAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        await world.Rolling.RunAsync();
        tables.Reset();

        var report = await world.Report.ReadAsync("replenish", First, First.AddDays(364));

        Assert.Equal([365, 365], report.Funnel.Select(arm => arm.Closed));
        Assert.InRange(tables.Sum().Total, 1, 20);
        Assert.Equal(0, tables.Read().GetValueOrDefault("Facts")?.Gets ?? 0);
    }

    private static async Task<ReportingWorld> LivedAsync(ITables? tables = null)
    {
        var world = new ReportingWorld(tables ?? new MemoryTables(), Replenish);
        for (var i = 0; i < 12; i++)
        {
            await world.BuysAsync($"user-{i}");
            await world.AdvanceAsync(TimeSpan.FromDays(1));
        }

        await world.AdvanceDaysAsync(20);
        await world.HearAsync(Given.Purchase(world.Now, "back", "user-1", 30), Given.Purchase(world.Now, "back", "user-2", 12.5m), Given.Consent(false, world.Now, "no", "user-3"));
        await world.AdvanceDaysAsync(60);
        return world;
    }

    private static async Task SettleAsync(ReportingWorld world)
    {
        await world.Rolling.RunAsync();
        world.Clock.Advance(FactDays.Settles);
        await world.Rolling.RunAsync();
    }

    private static string Treated(ReportingWorld world) =>
        Enumerable.Range(4, 8).Select(i => $"user-{i}").First(user => Core.Sequences.ArmAssignment.Draw(world.Campaigns.Set.Current.Single(), user).Arm == Arm.Treatment);

    private static async Task<decimal> Revenue(ReportingWorld world) => (await world.Report.ReadAsync("replenish", First, Today(world), upToDate: false)).Funnel[0].Primary.Revenue;

    private static async Task<string> ReportAsync(ReportingWorld world, bool upToDate) => Text(await world.Report.ReadAsync("replenish", First, Today(world), upToDate));

    private static async Task<string> OfFactsAsync(ReportingWorld world) => Text(await new ReportReader(world.Facts).ReadAsync("replenish", First, Today(world)));

    // But for when it was summed up, which a report of facts is not.
    private static string Text(CampaignReport report) => JsonSerializer.Serialize(report with { SummedUpAt = null }, WithInfinity);

    private static DateOnly Today(ReportingWorld world) => DateOnly.FromDateTime(world.Now.UtcDateTime);

    private static List<string> Rows(MemoryTables tables) =>
        [.. tables.All().Where(each => each.Table == "Rollups").Select(each => $"{each.Row.Partition} {each.Row.Row} {Encoding.UTF8.GetString(each.Row.Data.Span)}").Order(StringComparer.Ordinal)];

    private static Fact Enrolled(string person, DateTimeOffset at) => new()
    {
        Kind = FactKind.Enrolled,
        Campaign = "replenish",
        Version = 1,
        Person = person,
        Episode = 1,
        Entry = 1,
        Arm = Arm.Treatment,
        At = at,
        Probability = 0.5,
    };
}
