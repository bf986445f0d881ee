using System.Text.Json;
using WinBack.Local.Commands;
using Xunit;

namespace WinBack.Local.Tests.Commands;

/// <summary><c>lift</c> over files as analysts have them.</summary>
[Collection(nameof(CommandLineTests))]   // the console is one for all
public sealed class LiftCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lift ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Lift_ATable_SaysWhatItSays()
    {
        await WriteAsync(Users(300, 300));
        var (code, output, errors) = await LiftAsync("--converted", "visited", "--revenue", "spent", "--by", "device");

        Assert.Equal((CommandLine.Good, ""), (code, errors));
        Assert.Contains("visited: of every 100 users, ", output, StringComparison.Ordinal);
        Assert.Contains("arms as drawn: yes", output, StringComparison.Ordinal);
        Assert.Contains("segment phone, ", output, StringComparison.Ordinal);
        Assert.Contains("Each row counts as one user.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lift_AsJson_HasTheShapeThatIsDocumented()
    {
        await WriteAsync(Users(300, 300));
        var (code, output, _) = await LiftAsync("--converted", "visited", "--revenue", "spent", "--by", "device", "--json");

        Assert.Equal(CommandLine.Good, code);
        using var json = JsonDocument.Parse(output);
        var report = json.RootElement;
        Assert.Equal(["confidence", "control", "users", "expected", "arms", "assignment", "comparisons", "segments", "notes", "isBalanced"], Names(report));
        Assert.Equal(["arm", "users", "share", "metrics"], Names(report.GetProperty("arms")[0]));
        Assert.Equal(["metric", "kind", "sum", "mean", "interval"], Names(report.GetProperty("arms")[0].GetProperty("metrics")[0]));
        Assert.Equal(["pValue", "oneLookPValue", "alarm", "isBalanced"], Names(report.GetProperty("assignment")));
        var comparison = report.GetProperty("comparisons")[0];
        Assert.Equal(
            ["metric", "kind", "arm", "against", "absolute", "alwaysValid", "relative", "pValue", "adjustedPValue", "correctedConfidence", "corrected", "isDifferent", "verdict"],
            Names(comparison));
        Assert.Equal(["value", "interval"], Names(comparison.GetProperty("absolute")));
        Assert.Equal(["interval", "pValue"], Names(comparison.GetProperty("alwaysValid")));
        Assert.Equal(["low", "high"], Names(comparison.GetProperty("corrected")));
        Assert.Equal(["segment", "users", "arms", "assignment", "comparisons"], Names(report.GetProperty("segments")[0]));
        Assert.Equal("converted", comparison.GetProperty("kind").GetString());
        Assert.Equal(600, report.GetProperty("users").GetInt64());
    }

    [Fact]
    public async Task Lift_UnequalDesign_MustBeGiven()
    {
        await WriteAsync(Users(900, 100));

        var (unsaid, equal, _) = await LiftAsync("--converted", "visited");
        Assert.Equal(CommandLine.Wrong, unsaid);
        Assert.Contains("arms as drawn: NO", equal, StringComparison.Ordinal);
        Assert.Contains("find the leak before comparing", equal, StringComparison.Ordinal);

        var (said, output, _) = await LiftAsync("--converted", "visited", "--ratio", "treatment=9,holdout=1");
        Assert.Equal(CommandLine.Good, said);
        Assert.Contains("arms as drawn: yes", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("holdout;0;-1,5", "line 3, spent: The cell '-1,5' cannot be read. A number from -1e12 to 1e12")]
    [InlineData("holdout;2;1", "line 3, visited: The cell '2' cannot be read. 0 or 1")]
    [InlineData("holdout;;1", "line 3, visited: The cell is empty. A value; --empty-is-zero")]
    [InlineData(";0;1", "line 3, arm: The arm is empty.")]
    [InlineData("holdout;0", "line 3: The line has 2 columns. 3, as the first line names.")]
    [InlineData("holdout;0;1;9", "line 3: The line has 4 columns. 3, as the first line names.")]
    [InlineData("holdout;0;NaN", "line 3, spent: ")]
    [InlineData("holdout;0;1e300", "line 3, spent: ")]
    public async Task Lift_LineThatCannotBeRead_ComparesNothing(string line, string fault)
    {
        await WriteAsync($"arm;visited;spent\ntreatment;1;2.50\n{line}\n");
        var (code, output, errors) = await LiftAsync("--converted", "visited", "--revenue", "spent");

        Assert.Equal((CommandLine.Refused, ""), (code, output));
        Assert.Contains(fault, errors, StringComparison.Ordinal);
        Assert.Contains("Nothing is compared", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "0")]
    [InlineData("true", "False")]
    [InlineData("yes", "NO")]
    [InlineData("1.0", "0.0")]
    [InlineData("1", "")]
    public async Task Lift_WaysToSayConverted_AreRead(string yes, string no)
    {
        await WriteAsync($"arm,visited\ntreatment,{yes}\ntreatment,{no}\nholdout,{no}\nholdout,{no}\n");
        var (code, output, _) = await LiftAsync("--converted", "visited", "--empty-is-zero", "--json");

        Assert.Equal(CommandLine.Good, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal([0, 1], json.RootElement.GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("metrics")[0].GetProperty("sum").GetDouble()));
    }

    [Theory]
    [InlineData("The file has no column 'bought'; its first line has: arm, device, visited, spent.", "--converted", "bought")]
    [InlineData("The column 'visited' is asked for twice.", "--converted", "visited", "--revenue", "visited")]
    [InlineData("'hold-out' in the ratio is no arm; there are: holdout, treatment.", "--ratio", "treatment=9,hold-out=1")]
    [InlineData("The ratio does not say how many parts 'holdout' has.", "--ratio", "treatment=9")]
    [InlineData("'holdout' in the ratio is not of the form ARM=PARTS", "--ratio", "treatment=9,holdout")]
    [InlineData("'holdout=0' in the ratio is not of the form ARM=PARTS", "--ratio", "treatment=9,holdout=0")]
    [InlineData("--expected is a number from 1 to 1000000000, not 0.", "--expected", "0")]
    [InlineData("'xx' is no delimiter", "--delimiter", "xx")]
    [InlineData("visited has more than 20 values", "--arm", "visited")]
    public async Task Lift_WhatTheTableHasNot_IsRefused(string reason, params string[] arguments)
    {
        await WriteAsync(arguments.Contains("--arm")
            ? "visited\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i}\n"))
            : Users(20, 20));
        string[] arm = arguments.Contains("--arm") ? [] : ["--arm", "arm"];
        var (code, output, errors) = await CommandLineTests.RunAsync(["lift", In("users.csv"), .. arm, "--control", "holdout", .. arguments]);

        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("arms as drawn", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lift_ControlThatNobodyIsIn_NamesTheArms()
    {
        await WriteAsync(Users(20, 20));
        var (code, _, errors) = await CommandLineTests.RunAsync(["lift", In("users.csv"), "--arm", "arm", "--control", "control"]);

        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains("No row has 'control' in the column arm; there are: holdout, treatment.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "has no first line that names the columns")]
    [InlineData("arm,visited\n", "has no row that can be read")]
    public async Task Lift_EmptyFile_IsRefused(string text, string reason)
    {
        await WriteAsync(text);
        var (code, _, errors) = await LiftAsync();

        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lift_FileThatIsNotThere_IsRefused()
    {
        var (code, _, errors) = await LiftAsync();
        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains("There is no file ", errors, StringComparison.Ordinal);
    }

    // A quarter of the treated and a tenth of the held-out visited; one in two of those spent something.
    private static string Users(int treated, int heldOut) => "arm,device,visited,spent\n"
        + string.Concat(Enumerable.Range(0, treated).Select(i => $"treatment,{Device(i)},{(i % 4 == 0 ? 1 : 0)},{(i % 8 == 0 ? 10 + i : 0)}\n"))
        + string.Concat(Enumerable.Range(0, heldOut).Select(i => $"holdout,{Device(i)},{(i % 10 == 0 ? 1 : 0)},{(i % 20 == 0 ? 10 + i : 0)}\n"));

    private static string Device(int user) => user % 3 == 0 ? "phone" : "web";

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(member => member.Name);

    private Task WriteAsync(string text) => File.WriteAllTextAsync(In("users.csv"), text);

    private Task<(int Code, string Output, string Errors)> LiftAsync(params string[] arguments) =>
        CommandLineTests.RunAsync(["lift", In("users.csv"), "--arm", "arm", "--control", "holdout", .. arguments]);

    private string In(string name) => Path.Combine(_folder, name);
}
