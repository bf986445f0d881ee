using WinBack.Core.Reporting;
using WinBack.Functions.Reporting.Dashboard;
using WinBack.TestKit.Browser;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Reporting.Dashboard;

/// <summary>Charts as a browser draws them, of reports with few numbers.</summary>
public sealed class ChartsInBrowserTests
{
    [SkippableFact]
    public async Task Chart_OfOneAlwaysValidLook_ShowsItsInterval()
    {
        var report = AReport.Full();
        Assert.Single(report.Looks, look => look.AlwaysValid.Return is not null);

        (await DrawnAsync(report)).AssertSound();
    }

    [SkippableFact]
    public async Task Chart_OnASmallPhone_CutsNoLabelAndNoTitle() => (await DrawnAsync(AReport.Full(), width: 360)).AssertSound();

    private static async Task<CrawledPage> DrawnAsync(CampaignReport report, int width = 1280)
    {
        var file = Path.Combine(Path.GetTempPath(), $"charts-{Environment.ProcessId}.html");
        try
        {
            await File.WriteAllTextAsync(file, CampaignDocument.Of(Given.Campaign(), report, new(2026, 4, 5, 12, 0, 0, TimeSpan.Zero)));
            return (await new Crawl(new Uri(file).ToString()) { Most = 1, Width = width }.GoAsync()).Pages[0];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
