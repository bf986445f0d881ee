using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>What an audit costs, in operations, as docs/capacity-and-cost.md has it.</summary>
public sealed class AuditCostTests
{
    private const int Few = 20;
    private const int Many = 60;

    [Fact]
    public async Task Audit_OfMoreContactedUsers_TakesFourOperationsForEach()
    {
        var (few, many) = (await CostAsync(Few, lapsed: true), await CostAsync(Many, lapsed: true));
        Assert.Equal(4.0, (double)(many.Total - few.Total) / (Many - Few));   // events, enrolments, ledger, and the suppression of one address
        Assert.Equal((many.Changes, many.Batches), (0, 0));
    }

    [Fact]
    public async Task Audit_OfMoreUsersWhoNeverLapsed_TakesNoMore() =>
        Assert.Equal((await CostAsync(Few, lapsed: false)).Total, (await CostAsync(Many, lapsed: false)).Total);

    [Theory]
    [InlineData(1)]
    [InlineData(90)]   // the hours between now and then hold nothing that is looked for
    public async Task Audit_OfUsersDueInOneHour_ReadsThatHourAndNotThoseBefore(int days)
    {
        var tables = new CountingTables(new MemoryTables());
        var world = new ReportingWorld(tables, Given.Campaign(after: $"P{days}D"));
        await BuyAsync(world, Few);
        tables.Reset();
        Assert.True((await world.Audit.ReadAsync()).IsClean);

        // In each shard that has users: the watermark and the hour.
        Assert.Equal((ReportingWorld.Layout.PeopleShards, ReportingWorld.Layout.PeopleShards), (tables.Read()["Due"].Gets, tables.Read()["Due"].Pages));
    }

    private static async Task<OperationCounts> CostAsync(int users, bool lapsed)
    {
        var tables = new CountingTables(new MemoryTables());
        var world = new ReportingWorld(tables, channel => new ProviderChannel(channel, new()), Given.Campaign());
        await BuyAsync(world, users);
        await world.AdvanceDaysAsync(lapsed ? 31 : 1);
        tables.Reset();
        var report = await world.Audit.ReadAsync();
        Assert.Equal((users, 0, lapsed), (report.Users, report.Broken, report.Departures >= users));
        return tables.Sum();
    }

    private static async Task BuyAsync(ReportingWorld world, int users)
    {
        foreach (var user in Enumerable.Range(0, users).Select(i => $"user{i:D3}"))
            await world.BuysAsync(user);
    }
}
