using System.Text.Json;
using WinBack.TestKit.Node;
using Xunit;

namespace WinBack.TestKit.Browser;

/// <summary>A visit of every page that links lead to, each looked over by axe-core. Skipped, or failed, where <see cref="Visit"/> is.</summary>
/// <param name="Start">Address of the first page; no other host is visited.</param>
public sealed record Crawl(string Start)
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(30);     // on a machine that is slow and busy with other tests

    /// <summary>CSS pixels.</summary>
    public int Width { get; init; } = 1280;

    /// <summary><c>light</c> or <c>dark</c>.</summary>
    public string Scheme { get; init; } = "light";

    /// <summary>Pages at most.</summary>
    public int Most { get; init; } = 40;

    /// <summary>Pages at most that differ in the last part of their path alone.</summary>
    public int Alike { get; init; } = 8;

    /// <summary>Makes the visits.</summary>
    public Task<Crawled> GoAsync() => Visit.WithBrowserAsync(async browser =>
    {
        var asked = JsonSerializer.Serialize(new { browser, Start, Width, Scheme, Most, Alike }, Visit.Json);
        var run = await NodeProject.Browser.RunAsync("crawl.cjs", [asked], Within);
        Assert.True(run.ExitCode == 0, run.Errors);
        return JsonSerializer.Deserialize<Crawled>(run.Output, Visit.Json)!;
    });
}

/// <summary>What a crawl found.</summary>
/// <param name="Pages">In the order of the visits.</param>
/// <param name="Elsewhere">Requests to other hosts.</param>
/// <param name="DeadLinks">Links to a part of a page that is not there.</param>
public sealed record Crawled(IReadOnlyList<CrawledPage> Pages, IReadOnlyList<string> Elsewhere, IReadOnlyList<string> DeadLinks);

/// <summary>One page, with everything folded opened.</summary>
/// <param name="Url">Address.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Bytes">Of the page and all it loaded, uncompressed.</param>
/// <param name="Heading">The main heading.</param>
/// <param name="Text">All text.</param>
/// <param name="Overflow">CSS pixels by which it is wider than the window.</param>
/// <param name="Charts">Its charts.</param>
/// <param name="SkippedLevels">Headings that lie more than one level below the one before.</param>
/// <param name="DeadAnchors">Links within the page that lead nowhere.</param>
/// <param name="Trouble">What the console said, and what could not be loaded.</param>
/// <param name="Violations">What axe-core calls serious or critical.</param>
public sealed record CrawledPage(
    string Url, int Status, int Bytes, string? Heading, string Text, int Overflow, IReadOnlyList<CrawledChart> Charts, int SkippedLevels,
    IReadOnlyList<string> DeadAnchors, IReadOnlyList<string> Trouble, IReadOnlyList<string> Violations)
{
    /// <summary>That anybody can read the page, on a phone and by ear, and that every chart is there.</summary>
    public void AssertSound()
    {
        Assert.True(Status == 200, $"{Url} answers {Status}.");
        Assert.True(Overflow <= 0, $"{Url} is {Overflow} pixels wider than its window.");
        Assert.True(Heading?.Length > 0, $"{Url} has no heading.");
        Assert.True(SkippedLevels == 0, $"{Url} skips a level of headings.");
        Assert.All(Charts, chart => Assert.True(chart.Drawn && chart.Rows > 0 && chart.Unseen == 0 && chart.Cut.Length == 0, $"{Url}: {chart}"));
        Assert.True(DeadAnchors.Count + Trouble.Count + Violations.Count == 0, $"{Url}: {string.Join("; ", DeadAnchors.Concat(Trouble).Concat(Violations))}");
    }
}

/// <summary>A chart.</summary>
/// <param name="Name">What a screen reader calls it.</param>
/// <param name="Drawn">Whether anything is on it.</param>
/// <param name="Rows">Rows of the table behind it.</param>
/// <param name="Unseen">Series with an interval in the table that cannot be seen on the chart.</param>
/// <param name="Cut">Titles and labels of its axes that have less room than they need; empty for none.</param>
public sealed record CrawledChart(string? Name, bool Drawn, int Rows, int Unseen, string Cut);
