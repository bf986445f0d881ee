using WinBack.TestKit.Azurite;
using WinBack.TestKit.Node;
using Xunit;

namespace WinBack.Local.Tests.Docs;

/// <summary>The guides that need Node.js do what they say. A class of its own, so that the other guides are followed meanwhile.</summary>
public sealed class GuideWithNodeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string NeedsUnix = "The guide's commands need a Unix shell.";

    [SkippableFact]
    public async Task ConnectYourApp_FollowedToTheEnd_PrintsWhatItShows()
    {
        Skip.If(OperatingSystem.IsWindows(), NeedsUnix);
        _ = azurite.Process;    // skips where there is no Node
        await NodeProject.Segment.EnsureInstalledAsync();
        using var guide = new GuideRun();
        guide.Link("node_modules", Path.Combine(NodeProject.Segment.Directory, "node_modules"));
        await guide.FollowAsync("connect-your-app.md");
    }

    [SkippableFact]
    public async Task LocalDevelopment_FollowedToTheEnd_PrintsWhatItShows()
    {
        Skip.If(OperatingSystem.IsWindows(), NeedsUnix);
        using var guide = new GuideRun();
        const string Connection = "\"Storage__Connection\": \"";
        guide.Replace("local.settings.sample.json", Connection + "UseDevelopmentStorage=true\"", $"{Connection}{azurite.Process.Connection}\", \"Storage__TablePrefix\": \"guide\"");
        await guide.FollowAsync("local-development.md");
    }
}
