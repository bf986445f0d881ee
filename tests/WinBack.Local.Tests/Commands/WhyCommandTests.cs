using System.Text.Json;
using WinBack.Local.Commands;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.Commands;

/// <summary><c>why</c> without a campaign.</summary>
[Collection(nameof(CommandLineTests))]   // the console is one for all
public sealed class WhyCommandTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Repository.Root, "campaigns", "replenishment.yaml");

    private readonly string _folder = Directory.CreateTempSubdirectory("why ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Why_NoCampaignNamed_TellsTheEnteredOnesThenALineForEachOther()
    {
        string[] data = ["--data", In("data")];
        await File.WriteAllTextAsync(In("history.csv"), $"who,when\nanna,{DateTime.UtcNow.AddDays(-95):yyyy-MM-dd}\n");
        var text = (await File.ReadAllTextAsync(Sample)).Replace("id: replenishment", "id: a-year", StringComparison.Ordinal);
        await File.WriteAllTextAsync(In("year.yaml"), System.Text.RegularExpressions.Regex.Replace(text, @"after: P[0-9]+D", "after: P365D"));
        Assert.Equal(CommandLine.Good, (await CommandLineTests.RunAsync(["campaign", "publish", Sample, In("year.yaml"), .. data])).Code);
        await CommandLineTests.RunAsync(["import", In("history.csv"), "--map", "user=who,at=when", .. data]);
        await CommandLineTests.RunAsync(["advance", "1d", .. data]);

        var (code, json, _) = await CommandLineTests.RunAsync(["why", "anna", "--json", .. data]);
        var (_, printed, _) = await CommandLineTests.RunAsync(["why", "anna", .. data]);

        Assert.Equal(CommandLine.Good, code);
        Assert.Equal(["replenishment", "a-year"], JsonDocument.Parse(json).RootElement.EnumerateArray().Select(each => each.GetProperty("campaign").GetString()));
        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("anna in replenishment, as of ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Episode 1", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^anna not in a-year, judged as of .*Z: not lapsed: ", lines[^1]);
    }

    [Fact]
    public async Task Why_NothingPublished_SaysSo()
    {
        string[] data = ["--data", In("data")];
        await File.WriteAllTextAsync(In("history.csv"), "who,when\nanna,2026-01-01\n");
        await CommandLineTests.RunAsync(["import", In("history.csv"), "--map", "user=who,at=when", .. data]);

        Assert.Contains("none was ever published", (await CommandLineTests.RunAsync(["why", "anna", .. data])).Output, StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
