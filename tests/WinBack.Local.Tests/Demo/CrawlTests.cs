using WinBack.Local.Tests.Import;
using WinBack.TestKit.Browser;
using Xunit;

namespace WinBack.Local.Tests.Demo;

/// <summary>What the crawl of the dashboard would see, were it there.</summary>
public sealed class CrawlTests
{
    [SkippableFact]
    public async Task Go_PageWithOneOfEachFault_SeesThemAll()
    {
        using var files = new Files();
        var page = files.Write("faulty.html", """
            <!doctype html><html lang="en"><head><title>Faulty</title></head><body><h1>Faulty</h1><h3 style="color:#ccc;background:#fff">pale</h3>
            <div style="width:3000px">wide</div><a href="#nowhere">x</a><img src="http://127.0.0.1:17/x.png" alt="">
            <figure data-chart="lines"><canvas aria-label="never drawn"></canvas></figure><script>console.error('oh'); throw new Error('thrown')</script></body></html>
            """);

        var crawled = await new Crawl(new Uri(page).ToString()) { Most = 1 }.GoAsync();

        var seen = Assert.Single(crawled.Pages);
        Assert.Equal(["http://127.0.0.1:17/x.png"], crawled.Elsewhere);
        Assert.Equal(["#nowhere"], seen.DeadAnchors);
        Assert.Single(crawled.DeadLinks);
        Assert.True(seen.Overflow > 1000);
        Assert.Equal(1, seen.SkippedLevels);
        Assert.Equal(new("never drawn", false, 0, 0, ""), Assert.Single(seen.Charts));
        Assert.Contains("error: oh", seen.Trouble);
        Assert.Contains("uncaught: thrown", seen.Trouble);
        Assert.StartsWith("color-contrast", Assert.Single(seen.Violations), StringComparison.Ordinal);
    }
}
