using System.Text;
using System.Text.Json;
using WinBack.Local.Commands;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.Commands;

/// <summary>Looking at a campaign before it is published: preview, test sends, a catalogue beside the file.</summary>
[Collection(nameof(CommandLineTests))]   // the console is one for all
public sealed class CampaignContentTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Repository.Root, "campaigns", "replenishment.yaml");

    private readonly string _folder = Directory.CreateTempSubdirectory("campaign content ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Preview_WithoutData_ShowsMadeUpPeopleAndMakesNoDirectory()
    {
        var (code, output, _) = await RunAsync("campaign", "preview", Sample, "--at", "2026-11-24T22:00:00Z", "--html", In("preview.html"), "--data", In("nothing"));

        Assert.Equal(CommandLine.Good, code);
        Assert.Contains("replenishment for sample-typical, entering Tue 2026-11-24 22:00", output, StringComparison.Ordinal);
        Assert.Contains("waits: 21:00 to 08:00", output, StringComparison.Ordinal);
        Assert.Contains("<iframe sandbox=\"\"", await File.ReadAllTextAsync(In("preview.html")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("nothing")));
    }

    [Fact]
    public async Task Preview_OfAProfile_IsWrittenToThatPerson()
    {
        await File.WriteAllTextAsync(In("anna.json"), """{"name": "Anna", "email": "anna@example.com", "timeZone": "Europe/Vienna", "consent": {"email": {"given": true, "source": "form"}}}""");

        var (code, output, _) = await RunAsync("campaign", "preview", Sample, "--profile", In("anna.json"), "--json", "--data", In("nothing"));

        Assert.Equal(CommandLine.Good, code);
        var touch = JsonDocument.Parse(output).RootElement[0].GetProperty("touches")[0];
        Assert.Equal("email", touch.GetProperty("channel").GetString());
        Assert.StartsWith("Hello Anna,", touch.GetProperty("messages")[1].GetProperty("content").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"email\": \"nobody\"}", "profile.email")]
    [InlineData("{", "is no JSON")]
    public async Task Preview_OfAWrongProfile_IsRefusedInOneLine(string profile, string said)
    {
        await File.WriteAllTextAsync(In("wrong.json"), profile);

        var (code, _, errors) = await RunAsync("campaign", "preview", Sample, "--profile", In("wrong.json"), "--data", In("nothing"));

        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_Seeds_ArriveInTheOutboxAndTheAuditStaysClean()
    {
        string[] data = ["--data", In("data")];
        await RunAsync(["campaign", "publish", Sample, .. data]);
        await File.WriteAllTextAsync(In("seeds.csv"), "email,name,locale,attributes.lastItem\nanna@example.com,Anna,en,Filters\nben@example.com,,,\n");

        var (code, output, _) = await RunAsync(["campaign", "test", Sample, "--to", In("seeds.csv"), .. data]);

        Assert.Equal(CommandLine.Good, code);
        Assert.EndsWith("6 of 6 sent\n", output, StringComparison.Ordinal);
        Assert.Contains("[Test] Running low on Filters?", (await RunAsync(["outbox", .. data])).Output, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Good, (await RunAsync(["audit", .. data])).Code);
    }

    [Theory]
    [InlineData("mail\nanna@example.com\n", "the column 'mail'")]
    [InlineData("email\nnobody\n", "profile.email")]
    [InlineData("email\n", "lists nobody")]
    public async Task Test_WrongSeeds_AreRefusedBeforeAnythingIsSent(string seeds, string said)
    {
        await File.WriteAllTextAsync(In("seeds.csv"), seeds);

        var (code, _, errors) = await RunAsync("campaign", "test", Sample, "--to", In("seeds.csv"), "--data", In("data"));

        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_CatalogueBesideTheFile_IsReadWithIt()
    {
        await File.WriteAllTextAsync(In("again.yaml"), """
            id: again
            name: Again
            goal: purchase
            lapse: {after: P90D, since: purchase}
            catalogue: shelf.csv
            touches:
              - id: first
                delay: P0D
                channels: sms
                sms: {body: "{{#each (recommended 1)}}{{this.title}} {{money this.price this.currency}}{{/each}}"}
            """);
        await File.WriteAllTextAsync(In("shelf.csv"), "id,title,price,currency\nguji,Guji,12.90,EUR\n");
        Assert.Contains("| Guji €12.90", (await RunAsync("campaign", "preview", In("again.yaml"), "--data", In("nothing"))).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(In("shelf.csv"), "id,title,price,currency\nguji,Guji,12.90,XYZ\n");
        Assert.Contains("catalogue[0].currency", (await RunAsync("campaign", "validate", In("again.yaml"))).Errors, StringComparison.Ordinal);

        File.Delete(In("shelf.csv"));
        Assert.Equal(CommandLine.Refused, (await RunAsync("campaign", "validate", In("again.yaml"))).Code);
    }

    [Theory]
    [InlineData("../shelf.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("shelf.txt")]
    public async Task Validate_CatalogueElsewhere_IsNotRead(string name)
    {
        await File.WriteAllTextAsync(In("again.yaml"), $"id: again\ncatalogue: {name}\n");

        Assert.Contains("no CSV file in the same directory", (await RunAsync("campaign", "validate", In("again.yaml"))).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_AMissingFileAmongOthers_ReportsEachOfThem()
    {
        await File.WriteAllTextAsync(In("wrong.yaml"), "id: again\n");

        var (code, output, errors) = await RunAsync("campaign", "validate", In("missing.yaml"), Sample, In("wrong.yaml"), In("nowhere/gone.yaml"));

        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains($"{Sample}: replenishment", output, StringComparison.Ordinal);
        Assert.Contains("wrong.yaml:1:1: goal: found nothing", errors, StringComparison.Ordinal);
        Assert.Contains("missing.yaml: there is no such file", errors, StringComparison.Ordinal);
        Assert.Contains("gone.yaml: there is no such file", errors, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await RunAsync("campaign", "validate", In("missing.yaml"), In("wrong.yaml"), "--json")).Output);
        Assert.Equal(2, json.RootElement.GetProperty("errors").EnumerateArray().DistinctBy(error => error.GetProperty("file").GetString()).Count());
    }

    [Fact]
    public async Task FilesInLatin1_AreRefusedWhereverTheyAreRead()
    {
        await File.WriteAllBytesAsync(In("old.yaml"), Encoding.Latin1.GetBytes((await File.ReadAllTextAsync(Sample)).Replace("Hello", "Café", StringComparison.Ordinal)));
        await File.WriteAllTextAsync(In("again.yaml"), "id: again\ncatalogue: shelf.csv\n");
        await File.WriteAllBytesAsync(In("shelf.csv"), Encoding.Latin1.GetBytes("id,title\nguji,Café\n"));
        await File.WriteAllBytesAsync(In("exclude.yaml"), Encoding.Latin1.GetBytes("exclude: {field: country, is: é}\n"));

        foreach (var (wanted, call) in new (int, string[])[]
        {
            (CommandLine.Wrong, ["campaign", "validate", In("old.yaml")]),
            (CommandLine.Wrong, ["campaign", "publish", In("old.yaml"), "--data", In("data")]),
            (CommandLine.Refused, ["campaign", "validate", In("again.yaml")]),
            (CommandLine.Wrong, ["exclusions", "publish", In("exclude.yaml"), "--data", In("data")]),
        })
        {
            var (code, _, errors) = await RunAsync(call);
            Assert.Equal(wanted, code);
            Assert.Contains("0xE9, which is not UTF-8 at line", errors, StringComparison.Ordinal);
        }
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => CommandLineTests.RunAsync(arguments);

    private string In(string name) => Path.Combine(_folder, name);
}
