using WinBack.Local.Commands;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.Commands;

/// <summary><c>report --html</c>.</summary>
[Collection(nameof(CommandLineTests))]   // the console is one for all
public sealed class ReportFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("report ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Report_AsAFile_ReplacesItWholeAndLeavesNothingElse()
    {
        await CommandLineTests.RunAsync(["campaign", "publish", Path.Combine(Repository.Root, "campaigns", "replenishment.yaml"), "--data", In("data")]);
        Directory.CreateDirectory(In("reports"));
        await File.WriteAllTextAsync(In("reports", "r.html"), "older");

        var (code, output, _) = await ReportAsync(In("reports", "r.html"));

        Assert.Equal(CommandLine.Good, code);
        Assert.StartsWith("replenishment, ", output, StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(In("reports", "r.html")), StringComparison.Ordinal);
        Assert.Equal([In("reports", "r.html")], Directory.EnumerateFileSystemEntries(In("reports")));
    }

    [Fact]
    public async Task Report_WhereNoFileCanBe_SaysWhyAndWritesNothing()
    {
        await CommandLineTests.RunAsync(["campaign", "publish", Path.Combine(Repository.Root, "campaigns", "replenishment.yaml"), "--data", In("data")]);
        Directory.CreateDirectory(In("reports"));

        var directory = await ReportAsync(In("reports"));
        var nowhere = await ReportAsync(In("nowhere", "r.html"));

        Assert.Equal((CommandLine.Refused, CommandLine.Refused), (directory.Code, nowhere.Code));
        Assert.Contains("is a directory; name a file in it", directory.Errors, StringComparison.Ordinal);
        Assert.Contains($"There is no directory {In("nowhere")}", nowhere.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(In("reports")));
    }

    private Task<(int Code, string Output, string Errors)> ReportAsync(string file) => CommandLineTests.RunAsync(["report", "replenishment", "--html", file, "--data", In("data")]);

    private string In(params string[] names) => Path.Combine([_folder, .. names]);
}
