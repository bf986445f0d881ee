using WinBack.Functions.Reporting.Dashboard;
using Xunit;

namespace WinBack.Functions.Tests.Reporting.Dashboard;

public sealed class ScanViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Show_BeforeTheFirstRollup_PromisesNoHour()
    {
        var page = await AReport.ReadAsync(new ScanView(new("key")).Show(new(Now, null, new(0, null, false), null, null, 2, null)));

        var said = page.QuerySelector("section[aria-labelledby=rollup]")!.TextContent;
        Assert.Contains("Reporting:RollupSchedule", said, StringComparison.Ordinal);
        Assert.Contains("a day with later outcomes waits until they count", said, StringComparison.Ordinal);
        Assert.DoesNotContain("tonight", said, StringComparison.Ordinal);
    }
}
