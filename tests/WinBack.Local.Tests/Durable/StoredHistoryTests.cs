using WinBack.Local.Durable;
using Xunit;

namespace WinBack.Local.Tests.Durable;

public sealed class StoredHistoryTests
{
    [Fact]
    public async Task Replay_OfAHistoryThatWasWrittenAndRead_PassesWithTheCodeThatMadeIt()
    {
        var stored = StoredHistory.Read((await ExportAsync("sequence.3")).Write());
        stored.Replay(Workload.Functions(), new());
        Assert.Equal((await ExportAsync("sequence.3")).Write(), stored.Write());
    }

    [Fact]
    public async Task Replay_WithOtherCode_NamesTheDifference()
    {
        var stored = await ExportAsync("sequence.3");
        var changed = new Functions().Orchestrator("Sequence", async context =>
        {
            await context.CallActivityAsync("Claim");
            return null;
        });
        var diverged = Assert.Throws<DivergedHistoryException>(() => stored.Replay(changed, new()));
        Assert.Equal((0, "timer for 2026-03-02T04:00:00.0000000+00:00", "activity 'Claim'"), (diverged.Position, diverged.Expected, diverged.Found));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"InstanceId\":\"a\",\"Name\":\"b\",\"Version\":\"\"}\nnonsense")]
    public void Read_OfSomethingElse_Throws(string text) => Assert.Throws<FormatException>(() => StoredHistory.Read(text));

    private static async Task<StoredHistory> ExportAsync(string id)
    {
        await using var bench = new Bench(Workload.Functions());
        await Workload.StartManyAsync(bench.Client, 4);
        await bench.RunAsync();
        return (await bench.Engine.ExportAsync(id))!;
    }
}
