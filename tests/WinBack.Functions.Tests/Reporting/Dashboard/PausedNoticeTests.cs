using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;
using WinBack.Functions.Reporting.Dashboard;
using WinBack.Storage.Campaigns;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Reporting.Dashboard;

/// <summary>A reader of a campaign's page sees first that it is paused, and why.</summary>
public sealed class PausedNoticeTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Show_PausedByGuards_BeginsWithWhenAndWhyInWordsAndSaysNotToWait()
    {
        GuardReport guards = new([], new(Now, ["sampleRatio: 3 are held out", "harm: 9 points more; it trips"]), true);
        var report = AReport.Empty with { Funnel = [AReport.Full().Funnel[0] with { Closed = 0 }], Guards = guards };
        CampaignDeed deed = new(Now, "guard", "paused", 1, CampaignStatus.Paused) { Why = "sampleRatio: 3 are held out; harm: 9 points more; it trips" };
        var campaign = Given.Campaign() with { Status = CampaignStatus.Paused, PublishedAt = Now.AddDays(-9) };

        var page = await AReport.ReadAsync(new CampaignView(new(null)).Show(campaign, report, Now, paused: deed));

        Assert.Contains("Paused 2026-04-05 12:00 UTC by guard: nobody enters, and nothing is sent. Why: Sample ratio: 3 are held out; Harm: 9 points more; it trips.", page.QuerySelector("p.bad")!.TextContent, StringComparison.Ordinal);
        var text = page.Body!.TextContent;
        Assert.True(text.IndexOf("Paused 2026", StringComparison.Ordinal) < text.IndexOf("No window has closed yet", StringComparison.Ordinal));
        Assert.DoesNotContain("nothing to do but to wait", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sampleRatio:", text, StringComparison.Ordinal);
        Assert.Contains("nobody enters, and nothing is sent", CampaignDocument.Of(campaign, report, Now, deed), StringComparison.Ordinal);
    }
}
