using System.Globalization;
using System.Text.Json.Nodes;
using WinBack.Local.Commands;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.Commands;

/// <summary><c>report --from --to</c>.</summary>
[Collection(nameof(CommandLineTests))]   // the console is one for all
public sealed class ReportDaysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("report days ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Report_OfSomeDays_CountsThoseWhoEnteredThenInEveryForm()
    {
        var first = await PublishAsync();
        await CommandLineTests.RunAsync(["import", await HistoryAsync(first), "--map", "user=who,at=when,value=paid", "--data", In("data")]);
        await CommandLineTests.RunAsync(["advance", "6d", "--data", In("data")]);

        var whole = JsonNode.Parse((await ReportAsync("--json")).Output)!;
        var early = JsonNode.Parse((await ReportAsync("--json", "--to", Text(first.AddDays(2)))).Output)!;
        var late = JsonNode.Parse((await ReportAsync("--json", "--from", Text(first.AddDays(3)), "--to", Text(first.AddDays(6)))).Output)!;
        var printed = (await ReportAsync("--html", In("some.html"), "--from", Text(first.AddDays(3)))).Output;

        Assert.Equal((2, 1, 1), (Enrolled(whole), Enrolled(early), Enrolled(late)));
        Assert.NotNull(whole["guards"]);
        Assert.Null(late["guards"]);
        Assert.Contains("Choose them before you look", (string?)late["notes"]!.AsArray()[^1], StringComparison.Ordinal);
        Assert.StartsWith($"replenishment, {Text(first.AddDays(3))} to {Text(first.AddDays(6))}", printed, StringComparison.Ordinal);
        Assert.Contains($"Only those who entered from {Text(first.AddDays(3))} to", await File.ReadAllTextAsync(In("some.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from is a UTC day that exists, as yyyy-MM-dd, such as 2026-11-01, not 'yesterday'", "--from", "yesterday")]
    [InlineData("--to is a UTC day that exists, as yyyy-MM-dd, such as 2026-11-01, not '2026-02-30'", "--to", "2026-02-30")]
    [InlineData("no earlier than the day of the campaign's publication", "--to", "2020-01-01")]
    [InlineData("found 2026-01-02 and 2026-01-01", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("no later than today", "--to", "9999-12-31")]
    public async Task Report_OfDaysThatAreNone_IsRefusedAndSaysWhichThereAre(string said, params string[] days)
    {
        await PublishAsync();

        var (code, output, errors) = await ReportAsync([.. days, "--csv"]);

        Assert.Equal(CommandLine.Refused, code);
        Assert.DoesNotContain("population,", output, StringComparison.Ordinal);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfADayThatIsNone_SaysHowOneIsWritten()
    {
        var (code, _, errors) = await CommandLineTests.RunAsync(["export", "facts", "replenishment", "--from", "1.11.2026", "--data", In("data")]);

        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains("--from is a UTC day that exists, as yyyy-MM-dd", errors, StringComparison.Ordinal);
    }

    private async Task<DateOnly> PublishAsync()
    {
        await CommandLineTests.RunAsync(["campaign", "publish", Path.Combine(Repository.Root, "campaigns", "replenishment.yaml"), "--data", In("data")]);
        return DateOnly.ParseExact((string)JsonNode.Parse((await ReportAsync("--json")).Output)!["from"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    // One is quiet for 90 days on the second day, another on the fifth.
    private async Task<string> HistoryAsync(DateOnly first)
    {
        await File.WriteAllTextAsync(In("history.csv"), $"who,when,paid\nanna,{Text(first.AddDays(-89))},20\nben,{Text(first.AddDays(-86))},30\n");
        return In("history.csv");
    }

    private static long Enrolled(JsonNode report) => report["funnel"]!.AsArray().Sum(arm => (long)arm!["enrolled"]!);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<(int Code, string Output, string Errors)> ReportAsync(params string[] options) => CommandLineTests.RunAsync(["report", "replenishment", .. options, "--data", In("data")]);

    private string In(string name) => Path.Combine(_folder, name);
}
