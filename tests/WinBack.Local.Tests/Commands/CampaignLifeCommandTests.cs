using System.Globalization;
using System.Text;
using System.Text.Json;
using WinBack.Local.Commands;
using WinBack.Local.Tests.Hostile;
using Xunit;

namespace WinBack.Local.Tests.Commands;

/// <summary>The life of a campaign from the command line: diff, publish, approve, pause, log, rehearse.</summary>
[Collection(nameof(CommandLineTests))]   // the console is one for all
public sealed class CampaignLifeCommandTests : IDisposable
{
    private const string Campaign = """
        id: again
        name: Again
        status: active
        goal: purchase
        holdout: 20%
        lapse: { after: P30D, since: purchase }
        touches: [ { id: first, delay: PT0S, channels: [email], email: { subject: "Hello", body: "Hello" } } ]
        attributionWindow: P14D
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("campaign life ").FullName;
    private readonly string[] _data;

    public CampaignLifeCommandTests() => _data = ["--data", In("data")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Campaign_FromDraftToArchived_IsLoggedWithWhoDidWhat()
    {
        var file = await FileAsync(Campaign.Replace("active", "draft", StringComparison.Ordinal));
        Assert.Equal(CommandLine.Good, (await RunAsync("campaign", "publish", file, "--by", "anna")).Code);
        var own = await RunAsync("campaign", "approve", "again", "--by", "anna");
        Assert.Equal(CommandLine.Refused, own.Code);
        Assert.Contains("somebody else approves", own.Errors, StringComparison.Ordinal);
        Assert.Contains("published by anna;", (await RunAsync("campaign", "approve", "again", "--by", "AN\u200bNA")).Errors, StringComparison.Ordinal);
        foreach (var verb in new[] { "approve", "activate", "pause", "resume", "archive" })
            Assert.Equal(CommandLine.Good, (await RunAsync("campaign", verb, "again", "--by", "ben")).Code);
        var over = await RunAsync("campaign", "resume", "again", "--by", "ben");
        Assert.Equal(CommandLine.Refused, over.Code);
        Assert.Contains("archived, which is the end", over.Errors, StringComparison.Ordinal);

        using var log = JsonDocument.Parse((await RunAsync("campaign", "log", "again", "--json")).Output);
        Assert.Equal(
            ["published anna", "approved ben", "active ben", "paused ben", "active ben", "archived ben"],
            log.RootElement.EnumerateArray().Select(deed => $"{deed.GetProperty("what").GetString()} {deed.GetProperty("by").GetString()}"));
        Assert.Equal(6, (await RunAsync("campaign", "log", "again")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(CommandLine.Refused, (await RunAsync("campaign", "log", "nobody")).Code);
    }

    [Fact]
    public async Task Diff_OfAnotherThreshold_NamesTheKeyAndCountsUsers()
    {
        await ImportAsync(users: 20);
        var file = await FileAsync(Campaign);
        Assert.Contains("new here", (await RunAsync("campaign", "diff", file)).Output, StringComparison.Ordinal);
        await RunAsync("campaign", "publish", file);

        await FileAsync(Campaign.Replace("P30D", "P300D", StringComparison.Ordinal));
        var (code, output, _) = await RunAsync("campaign", "diff", file);
        Assert.Equal(CommandLine.Good, code);
        Assert.Contains("lapse.after: P30D → P300D", output, StringComparison.Ordinal);
        Assert.Contains("of 20 users, ", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await RunAsync("campaign", "diff", file, "--json")).Output);
        Assert.Equal(20, json.RootElement.GetProperty("reach").GetProperty("looked").GetInt64());
    }

    [Fact]
    public async Task Rehearse_OverStoredHistory_CountsTheCohortAndLeavesTheDataAlone()
    {
        await ImportAsync(users: 60);
        var live = await FileAsync(Campaign.Replace("again", "other", StringComparison.Ordinal).Replace("P30D", "P20D", StringComparison.Ordinal), "other.yaml");
        Assert.Equal(CommandLine.Good, (await RunAsync("campaign", "publish", live, "--confirm")).Code);
        var file = await FileAsync(Campaign + "\ncaps: [ { max: 1, per: P60D } ]");
        var before = StoredRows.Of(Path.Combine(In("data"), "winback.db"));

        string[] rehearse = ["campaign", "rehearse", file, "--from", "2026-02-01", "--to", "2026-06-01", "--assume-reach", "email", "--price", "email=0.5", "--scratch", In("scratch")];
        var (code, output, errors) = await RunAsync([.. rehearse, "--json"]);
        Assert.True(code == CommandLine.Good, errors);
        using var json = JsonDocument.Parse(output);
        var report = json.RootElement;
        // Sixty lapse; the fifteen that came back lapse once more.
        Assert.Equal((60, 75), (report.GetProperty("users").GetInt32(), report.GetProperty("enrolled").GetInt32()));
        Assert.Equal(75, report.GetProperty("entriesByDay").EnumerateObject().Sum(day => day.Value.GetInt32()));
        // The other campaign lapses them ten days earlier, so its message takes the one slot.
        Assert.Equal(60, report.GetProperty("overlap").GetProperty("other").GetProperty("users").GetInt32());
        Assert.InRange(report.GetProperty("capsHit").GetInt32(), 30, 74);
        var messages = report.GetProperty("channels").GetProperty("email").GetProperty("messages").GetInt32();
        Assert.Equal(0.5m * messages, report.GetProperty("messageCost").GetDecimal());
        var proof = report.GetProperty("proof");
        Assert.Equal(60, proof.GetProperty("treated").GetInt32() + proof.GetProperty("heldOut").GetInt32());
        Assert.InRange(proof.GetProperty("returnRate").GetDouble(), 0.2, 0.3);      // every fourth buys again
        Assert.InRange(proof.GetProperty("return").GetDouble(), 0.5, 3);

        Assert.Equal(before, StoredRows.Of(Path.Combine(In("data"), "winback.db")));
        Assert.Empty(Directory.GetFiles(In("scratch")));
        Assert.Contains("smallest lift", (await RunAsync(rehearse)).Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_PoolThatIsTooSmall_HandsOutWhatIsFreeAndTakesNone()
    {
        await ImportAsync(users: 20);
        var file = await FileAsync(Campaign.Replace(
            "body: \"Hello\" }", "body: \"Hello{{#if offer}}, {{offer.code}}{{/if}}\" }", StringComparison.Ordinal)
            + "\noffer: { id: spring, code: pool, value: { amount: 5, currency: EUR } }");
        await File.WriteAllTextAsync(In("codes.txt"), "ONE\nTWO\nTHREE\nFOUR\nFIVE\n");
        Assert.Contains("5 codes added, 0 were there", (await RunAsync("offer", "import", "spring", In("codes.txt"))).Output, StringComparison.Ordinal);

        var (_, output, _) = await RunAsync("campaign", "rehearse", file, "--from", "2026-02-01", "--to", "2026-06-01", "--assume-reach", "email", "--scratch", In("scratch"), "--json");

        Assert.Matches(@"spring +pool, in no published campaign\n  5 free, 0 taken", (await RunAsync("offer", "list")).Output.ReplaceLineEndings("\n"));
        using var json = JsonDocument.Parse(output);
        var offer = json.RootElement.GetProperty("offers").GetProperty("spring");
        Assert.Equal((5, 25m, "EUR"), (offer.GetProperty("given").GetInt32(), offer.GetProperty("worth").GetDecimal(), offer.GetProperty("currency").GetString()));
        Assert.Equal(CommandLine.Good, (await RunAsync("campaign", "publish", file, "--confirm")).Code);
        Assert.Contains("5 free, 0 taken", (await RunAsync("offer", "list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--price", "fax=1", "is no price")]
    [InlineData("--from", "then", "is no instant")]
    [InlineData("--scratch", "data", "choose another --scratch")]
    public async Task Rehearse_WhatCannotBe_IsRefusedInWords(string option, string value, string expected)
    {
        await ImportAsync(users: 1);
        var options = new Dictionary<string, string> { ["--from"] = "2026-02-01", ["--to"] = "2026-03-01", ["--scratch"] = In("scratch") };
        options[option] = option == "--scratch" ? In(value) : value;
        var (code, _, errors) = await RunAsync(["campaign", "rehearse", await FileAsync(Campaign), .. options.SelectMany(pair => new[] { pair.Key, pair.Value })]);
        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    // Each buys once in January; every fourth again a month and a half later, within the window.
    private async Task ImportAsync(int users)
    {
        var lines = new StringBuilder("who,when,paid,mail\n");
        for (var i = 0; i < users; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"u{i},2026-01-{1 + (i % 28):00},20,u{i}@example.com\n");
            if (i % 4 == 0)
                lines.Append(CultureInfo.InvariantCulture, $"u{i},{new DateOnly(2026, 1, 1 + (i % 28)).AddDays(40):yyyy-MM-dd},20,u{i}@example.com\n");
        }

        await File.WriteAllTextAsync(In("history.csv"), lines.ToString());
        var (code, _, errors) = await RunAsync("import", In("history.csv"), "--map", "user=who,at=when,value=paid,email=mail");
        Assert.True(code == CommandLine.Good, errors);
    }

    private async Task<string> FileAsync(string text, string name = "again.yaml")
    {
        await File.WriteAllTextAsync(In(name), text);
        return In(name);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => CommandLineTests.RunAsync([.. arguments, .. _data]);

    private string In(string name) => Path.Combine(_folder, name);
}
