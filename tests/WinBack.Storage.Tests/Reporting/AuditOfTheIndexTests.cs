using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.Storage.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>Promise 7: each way in which the due index and a user row can disagree is planted, found and named.</summary>
public sealed class AuditOfTheIndexTests
{
    private readonly ReportingWorld _world = new(AuditTests.Replenish);

    [Fact]
    public async Task Promise7_NextCheckWithoutADueRow_IsFound()
    {
        await _world.BuysAsync("anna");
        var check = await CheckOfAnnaAsync();
        await _world.PlantAsync(DueKeys.Table, DuePartition(check), new RowChange.Delete(DueKeys.Row(check)));

        var broken = await OnlyAsync();
        Assert.Equal(("Due", $"{DuePartition(check)}/{DueKeys.Row(check)}"), (broken.Table, broken.Row));
    }

    [Fact]
    public async Task Promise7_NoNextCheckThoughOneIsNeeded_IsFound()
    {
        await _world.BuysAsync("anna");
        await _world.PlantAsync("anna", user => user with { NextCheck = null });

        Assert.Contains("none is filed", (await OnlyAsync()).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise7_NextCheckLaterThanNeeded_IsFound()
    {
        await _world.BuysAsync("anna");
        var late = await CheckOfAnnaAsync() with { At = Given.Noon.AddDays(31) };
        await _world.Due.FileAsync(late);
        await _world.PlantAsync("anna", user => user with { NextCheck = late.At });

        Assert.Contains("is later than", (await OnlyAsync()).Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(61, 1)]   // more than an hour
    public async Task Promise7_DueRowOverdue_IsFound(int minutes, int found)
    {
        await _world.BuysAsync("anna");
        _world.Clock.SetUtcNow(Given.Noon.AddDays(30).AddMinutes(minutes));

        Assert.Equal(found, (await _world.BrokenAsync(Promise.OneLiveDueRow)).Count(each => each.Explanation.Contains("overdue", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Promise7_OpenEnrolmentWithoutItsClose_IsFound()
    {
        await _world.BuysAsync("anna");
        await _world.AdvanceDaysAsync(30);
        var open = (await _world.People.FindAsync("anna"))!.Open[0];
        var close = new DueFiling(DueKind.Close, open.WindowEnds, "anna", open.Campaign, open.Episode, null);
        await _world.PlantAsync(DueKeys.Table, DuePartition(close), new RowChange.Delete(DueKeys.Row(close)));

        Assert.Contains("the close of campaign replenish", (await OnlyAsync()).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise7_UserTheBackfillHasNotReached_IsCountedAndNotCalledBroken()
    {
        await _world.BuysAsync("anna");
        await _world.PlantAsync("anna", user => user with { NextCheck = null, JudgedBy = 0 });

        var report = await _world.Audit.ReadAsync();
        Assert.True(report.IsClean);
        Assert.Equal(1, report.AwaitingBackfill);
    }

    private async Task<BrokenRow> OnlyAsync()
    {
        var broken = Assert.Single((await _world.Audit.ReadAsync()).Violations);
        Assert.Equal(((int)Promise.OneLiveDueRow, "anna"), (broken.Promise, broken.UserId));
        return broken;
    }

    private async Task<DueFiling> CheckOfAnnaAsync() => new(DueKind.Check, (await _world.People.FindAsync("anna"))!.NextCheck!.Value, "anna", null, 0, null);

    private static string DuePartition(DueFiling filing) =>
        DueKeys.Partition(filing.At, KeyText.Shard(filing.UserId, ReportingWorld.Layout.PeopleShards));
}
