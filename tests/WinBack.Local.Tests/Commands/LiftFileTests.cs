using System.Text;
using System.Text.Json.Nodes;
using WinBack.Local.Commands;
using Xunit;

namespace WinBack.Local.Tests.Commands;

/// <summary><c>lift</c> over files as programs write them: encodings, quotes, and arms that are hardly any.</summary>
[Collection(nameof(CommandLineTests))]   // the console is one for all
public sealed class LiftFileTests : IDisposable
{
    private const string Two = "arm,visited,spent\ntreatment,1,12.5\ntreatment,0,-3\nholdout,0,0\nholdout,0,0\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("lift file ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, byte[]> Readable => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Two) },
        { "UTF-8 with a mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Two)] },
        { "UTF-16 with a mark", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Two)] },
        { "lines of Windows", Encoding.UTF8.GetBytes(Two.Replace("\n", "\r\n", StringComparison.Ordinal)) },
        { "a quoted line break", Encoding.UTF8.GetBytes(Two.Replace("visited", "\"vis\nited\"", StringComparison.Ordinal).Replace("arm,", "arm,x,", StringComparison.Ordinal).Replace("t,", "t,\"1\n2\",", StringComparison.Ordinal)) },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Lift_FileAsProgramsWriteIt_IsRead(string how, byte[] file)
    {
        var (code, output, errors) = await LiftAsync(file, "--revenue", "spent", "--json");

        Assert.Equal((CommandLine.Good, ""), (code, errors));
        var arms = JsonNode.Parse(output)!["arms"]!.AsArray();
        Assert.Equal(["holdout 0", "treatment 9.5"], arms.Select(arm => $"{arm!["arm"]} {arm["metrics"]![0]!["sum"]}"));
        Assert.NotEmpty(how);
    }

    /// <summary>A decoder that puts the same sign in place of every wrong byte makes one arm of these two.</summary>
    [Fact]
    public async Task Lift_ArmsThatDifferInBytesThatAreNoUtf8_AreRefusedLineByLine()
    {
        var (code, output, errors) = await LiftAsync(Encoding.Latin1.GetBytes("arm,visited\nholdout,0\nkontäkt,1\nkontökt,0\n"), "--converted", "visited");

        Assert.Equal((CommandLine.Refused, ""), (code, output));
        Assert.Contains("line 3: The line is not UTF-8. Save the file as UTF-8.", errors, StringComparison.Ordinal);
        Assert.Contains("line 4: The line is not UTF-8.", errors, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Unreadable => new()
    {
        { "line 1: The line is not UTF-8. Save the file as UTF-8.", Encoding.Latin1.GetBytes("arm,größe\nholdout,1\n") },
        { "line 1: The line is not UTF-8. Save the file as UTF-8.", Encoding.Unicode.GetBytes(Two) },
        { "line 1: Text stands behind a closing quote.", "\"arm\"x,visited\nholdout,1\n"u8.ToArray() },
        { "line 2: A quote is opened and never closed.", "arm,visited\n\"holdout,1\n"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Lift_FileThatIsNoText_IsRefusedWithTheLine(string reason, byte[] file)
    {
        var (code, output, errors) = await LiftAsync(file);

        Assert.Equal((CommandLine.Refused, ""), (code, output));
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lift_OneArm_SaysThatThereIsNoOther()
    {
        var (code, output, _) = await LiftAsync("arm,visited\nholdout,0\nholdout,1\n"u8.ToArray(), "--converted", "visited");

        Assert.Equal(CommandLine.Refused, code);
        Assert.Contains("Nothing to compare: every row is in the arm holdout.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lift_ArmsThatLookAlike_AreNamed()
    {
        var (_, output, _) = await LiftAsync("arm,visited\nholdout,0\nHoldout,1\ntreatment,0\n"u8.ToArray(), "--json");

        Assert.Contains("These arms look alike, and each is taken for one by itself: 'holdout', 'Holdout'.", JsonNode.Parse(output)!["notes"]!.AsArray().Select(note => (string)note!));
    }

    private async Task<(int Code, string Output, string Errors)> LiftAsync(byte[] file, params string[] arguments)
    {
        var path = Path.Combine(_folder, "users.csv");
        await File.WriteAllBytesAsync(path, file);
        return await CommandLineTests.RunAsync(["lift", path, "--arm", "arm", "--control", "holdout", .. arguments]);
    }
}
