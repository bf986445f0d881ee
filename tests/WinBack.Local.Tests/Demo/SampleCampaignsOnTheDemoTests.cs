using System.Text.Json;
using WinBack.Local.Commands;
using WinBack.Local.Demo;
using WinBack.Local.Tests.Commands;
using WinBack.Local.Tests.Import;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.Demo;

/// <summary>What the folder of samples offers can be tried on the demo's people as it stands, whatever kind of app it is written for.</summary>
[Collection(nameof(CommandLineTests))]   // the console is one for all
public sealed class SampleCampaignsOnTheDemoTests(SmallDemo demo) : IClassFixture<SmallDemo>
{
    public static TheoryData<string> Files => [.. Repository.Files("campaigns", "*.yaml").Select(file => Path.GetFileName(file))];

    // Written for other apps than the demo's shop: what they wait for never happens there, and a rehearsal must say so and not fail.
    private static readonly string[] NeverEntered = ["back-in-stock.yaml", "before-they-go.yaml", "last-winter.yaml", "pick-up-where-you-left-off.yaml", "price-drop.yaml", "why-did-you-leave.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Sample_OnTheDemosPeople_ValidatesPreviewsAndRehearses(string file)
    {
        var path = Path.Combine(Repository.Root, "campaigns", file);
        var id = Path.GetFileNameWithoutExtension(file);
        Assert.Contains($"{id},", await GoodAsync("campaign", "validate", path), StringComparison.Ordinal);

        var preview = await GoodAsync("campaign", "preview", path, "--user", "shopper-000001", "--data", demo.Data);
        Assert.StartsWith($"{id} for shopper-000001, entering", preview, StringComparison.Ordinal);
        Assert.Contains("  touch ", preview, StringComparison.Ordinal);

        var rehearsal = await GoodAsync("campaign", "rehearse", path, "--from", "2025-12-01", "--to", "2026-01-25", "--scratch", demo.Scratch, "--data", demo.Data);
        if (NeverEntered.Contains(file))
            Assert.StartsWith($"{id}: 0 enrolments among {SmallDemo.Users} users", rehearsal, StringComparison.Ordinal);
        else
            Assert.Matches($"^{id}: [1-9][0-9]* enrolments? among {SmallDemo.Users} users", rehearsal);
    }

    [Fact]
    public async Task Rfm_OfTheDemosPeople_PrintsCutPointsThatAFileTakes()
    {
        var printed = await GoodAsync("rfm", "--data", demo.Data);
        var file = demo.Data + "-rfm.yaml";
        await File.WriteAllTextAsync(file, $"""
            id: measured
            name: Measured
            goal: purchase
            lapse: {"{after: P60D, since: purchase}"}
            touches: [ {"{ id: first, delay: PT0S, channels: [email], email: { subject: Hello, body: Hello } }"} ]
            {printed[printed.IndexOf("\nrfm:", StringComparison.Ordinal)..]}
            audience: {"{field: rfm.segment, in: [at-risk, cannot-lose]}"}
            """);
        await GoodAsync("campaign", "validate", file);

        Assert.Matches(@"^1[0-9][0-9] of 150 users looked at \(100 ?% of all\) did purchase", printed);
        using var json = JsonDocument.Parse(await GoodAsync("rfm", "--data", demo.Data, "--json"));
        Assert.Equal(json.RootElement.GetProperty("people").GetInt64(), json.RootElement.GetProperty("segments").EnumerateObject().Sum(segment => segment.Value.GetInt64()));
        Assert.Equal(CommandLine.Wrong, (await CommandLineTests.RunAsync(["rfm", "--event", "nothing_ever", "--data", demo.Data])).Code);
    }

    private static async Task<string> GoodAsync(params string[] arguments)
    {
        var (code, output, errors) = await CommandLineTests.RunAsync(arguments);
        Assert.True(code == CommandLine.Good, $"{string.Join(' ', arguments)} ended with {code}: {errors}{output}");
        return output;
    }
}

/// <summary>A demo of a few people, run once.</summary>
public sealed class SmallDemo : IAsyncLifetime, IDisposable
{
    internal const int Users = 150;

    private readonly Files _files = new();

    public string Data => _files.Data.Path;

    public string Scratch => _files.Data.Path + "-rehearsal";

    public async Task InitializeAsync() => await new DemoRun(new(_files.Data, Users, Days: 20, Seed: 1) { Campaigns = ["replenishment"], DaysBetweenCarts = 30 }).RunAsync(default);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _files.Dispose();
}
