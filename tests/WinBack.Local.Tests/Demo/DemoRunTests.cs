using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.Demo;
using WinBack.Local.Tests.Flow;
using WinBack.Local.Tests.Import;
using WinBack.Local.Tests.Tables;
using WinBack.Storage.Reporting;
using WinBack.Storage.Tables;
using Xunit;

namespace WinBack.Local.Tests.Demo;

public sealed class DemoRunTests : IDisposable
{
    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Run_TheSameSeedTwice_GivesTheSameRowsByteForByteAndAnotherSeedOthers()
    {
        var first = await DigestAsync(seed: 7);
        Assert.Equal(first, await DigestAsync(seed: 7));
        Assert.Contains(first, table => table.Table == "t_outbox" && table.Rows > 20);
        Assert.Contains(first, table => table.Table == "history" && table.Rows > 20);

        var other = await DigestAsync(seed: 8);
        foreach (var table in new[] { "t_people", "t_outbox", "history" })
            Assert.NotEqual(first.Single(each => each.Table == table), other.Single(each => each.Table == table));
    }

    /// <summary>A row that is no fact, as a broken disk leaves one.</summary>
    [Fact]
    public async Task Audit_FactsThatCannotBeSummedUp_StopsAndNamesTheCampaign()
    {
        await using var app = await ARunningApp.OpenAsync(null, FlowCampaign.Again);
        var facts = app.Services.GetRequiredService<ITables>().Open("Facts");
        await facts.BatchAsync(KeyText.Join("again", "20260302", "00"), [new RowChange.Insert("Enrolled", "no fact"u8.ToArray())]);

        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => DemoRun.AuditAsync(app.Services, ARunningApp.Start, default));

        Assert.Equal("The facts of again could not be summed up.", stopped.Message);
        Assert.IsType<JsonException>(stopped.InnerException);
        Assert.Null(await app.Services.GetRequiredService<AuditResults>().LastAsync());
    }

    [Fact]
    public async Task Run_MessagesThatMoveNobody_AreSentAndChangeNothing()
    {
        var result = await new DemoRun(new(_files.Data, Users: 100, Days: 60, Seed: 1) { MessagesMove = false }).RunAsync(default);

        Assert.Contains(DatabaseDigest.Of(_files.Data.Tables, _files.Data.Durable), table => table.Table == "t_outbox" && table.Rows > 20);
        Assert.Contains(result.Truths, each => each.Lift.People > 20);
        Assert.All(result.Truths, each => Assert.Equal((0, 0.0, 0.0), (each.Lift.Unlike, each.Lift.Return.Absolute, each.Lift.Goal.Absolute)));
    }

    private async Task<List<(string Table, long Rows, string Digest)>> DigestAsync(long seed)
    {
        await new DemoRun(new(_files.Data, Users: 100, Days: 60, seed)).RunAsync(default);
        return DatabaseDigest.Of(_files.Data.Tables, _files.Data.Durable);
    }
}
