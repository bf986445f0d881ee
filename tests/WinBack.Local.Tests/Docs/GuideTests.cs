using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.Docs;

/// <summary>The guides do what they say: their commands run, print what is shown, and their code is code that runs.</summary>
public sealed class GuideTests
{
    private const string VirtualClock = ".winback/clock";

    // Those with commands that need nothing a test has not; each is followed by a test here or in GuideWithNodeTests; the code of webhooks.md
    // by WinBack.Azure.Tests, where it checks real requests.
    private static readonly string[] Followed =
        ["campaign-life.md", "catalogue.md", "connect-your-app.md", "events.md", "local-development.md", "statistics.md", "try-it.md", "webhooks.md"];

    public static TheoryData<string> Documents => [.. GuideBlock.Documents];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Blocks_OfEveryGuide_AreRunOrSayWhatTheyNeed(string document)
    {
        var blocks = GuideBlock.Of(document);
        Assert.All(blocks, block => Assert.True(block.IsKnown, $"{block} says neither what it is (bash, js, csharp, json, yaml, text, or a line after $) nor what it needs (a comment before it)."));
        Assert.True(Followed.Contains(document) || !blocks.Any(block => block.IsCommand && block.Needs is null), $"docs/{document} has commands and no test follows it.");
    }

    [Theory]
    [InlineData("```\nls\n```", false)]
    [InlineData("```\n$ ls\n```", true)]
    [InlineData("```bash\nls\n```", true)]
    [InlineData("```sh\nls\n```", false)]
    [InlineData("<!-- needs Azure -->\n```\naz login\n```", true)]
    [InlineData("<!-- needs Azure -->\n\n```\naz login\n```", true)]     // the first line holds for the whole document
    [InlineData("# Title\n<!-- needs Azure -->\n\n```\naz login\n```", false)]
    public void Block_WithoutLanguagePromptOrNeed_IsNotKnown(string text, bool isKnown) => Assert.Equal(isKnown, Assert.Single(GuideBlock.Read("x.md", text)).IsKnown);

    [Theory]
    [InlineData("a … c", "a b\nc d", null)]
    [InlineData("at 07:15Z", "at 21:16:03.4Z", null)]
    [InlineData("c … a", "a b c", "a")]
    [InlineData("a x", "a b", "ax")]
    public void MissingFrom_AnOutput_IsThePartThatIsNotThere(string shown, string output, string? missing) => Assert.Equal(missing, new Transcript("", shown).MissingFrom(output));

    [UnixFact]
    public async Task TryIt_FollowedToTheEnd_PrintsWhatItShows()
    {
        using var guide = new GuideRun();
        guide.Add(VirtualClock, "2026-11-24T21:15:26Z");
        guide.Add("local.settings.json", """{"Values": {"Lapse__ScanSchedule": "0 */30 * * * *"} }""");     // a sixth of the scans of 135 days
        guide.Add("orders.csv", "customer_id,ordered_at,total\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"c{i},2026-01-{1 + i % 28:00},20\nc{i},2026-05-{1 + i % 28:00},30\n")));
        await guide.FollowAsync("try-it.md");
    }

    [UnixFact]
    public async Task CampaignLife_FollowedToTheEnd_PrintsWhatItShows()
    {
        using var guide = new GuideRun();
        guide.Add(VirtualClock, "2026-08-15T08:00:00Z");
        guide.Add("orders.csv", "customer_id,ordered_at,total\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"c{i},2026-01-{1 + i % 28:00},20\nc{i},2026-05-{1 + i % 28:00},30\n")));
        await guide.FollowAsync("campaign-life.md");
    }

    [UnixFact]
    public async Task Events_FollowedToTheEnd_PrintsWhatItShows()
    {
        using var guide = new GuideRun();
        guide.Add(VirtualClock, "2026-11-24T21:20:00Z");
        await guide.FollowAsync("events.md");
    }

    [UnixFact]
    public async Task Catalogue_FollowedToTheEnd_PrintsWhatItShows()
    {
        using var guide = new GuideRun();
        guide.Add(VirtualClock, "2026-11-24T21:20:00Z");
        await guide.FollowAsync("catalogue.md");
    }

    [UnixFact]
    public async Task Statistics_FollowedToTheEnd_PrintsWhatItShows()
    {
        using var guide = new GuideRun();
        await guide.FollowAsync("statistics.md");
    }

    /// <summary>C# of a guide stands word by word in a file of this folder, which is compiled and run by tests; only indentation and namespace may differ.</summary>
    [Fact]
    public void CSharp_OfEveryGuide_IsCodeThatTestsRun()
    {
        string[] files = [.. Repository.Files("tests/WinBack.Local.Tests/Docs", "*.cs").Select(file => Words(Repository.Read(file)))];
        var blocks = GuideBlock.Documents.SelectMany(GuideBlock.Of).Where(block => block.Language == "csharp").ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(files.Any(file => file.Contains(Words(block.Text), StringComparison.Ordinal)), $"{block} is not in tests/WinBack.Local.Tests/Docs."));
    }

    private static string Words(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("namespace ", StringComparison.Ordinal)));
}
