using System.Diagnostics;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests;

/// <summary>The script at the root, run over a repository of its own in a directory with a blank, with a scripted <c>dotnet</c>.</summary>
public sealed class WinbackScriptTests : IDisposable
{
    // Plays the SDK: what each command answers is in the variables that a test sets; what was called is appended to "calls".
    private const string ScriptedSdk = """
        #!/usr/bin/env bash
        echo "$1 ${2##*/}" >>"$CALLS"
        case "$1" in
          restore) echo "$RESTORE_SAYS"; exit "${RESTORE_CODE:-0}" ;;
          build)
            echo "x.cs(1,1): error CS0001: told"
            [ -z "${BUILD_CODE:-}" ] || exit "$BUILD_CODE"
            mkdir -p "$2/bin/Release/net10.0" 2>/dev/null; touch "$2/bin/Release/net10.0/WinBack.Local.dll" 2>/dev/null; exit 0 ;;
          exec) shift 2; printf '<%s>' "$@"; cat; exit "${EXEC_CODE:-0}" ;;
          test)
            name="${2##*/}"
            while [ "$#" -gt 0 ]; do [ "$1" = --results-directory ] && results="$2"; shift; done
            mkdir -p "$results"
            [ -n "${COUNTERS-}" ] && echo "<Counters $COUNTERS failed=\"0\" />" >"$results/${name%.dll}.trx"
            exit "${TEST_CODE:-0}" ;;
        esac
        """;

    private const string Missing =
        "x.csproj : error NU1101: Unable to find package Some.Azure.Package. No packages exist with this id in source(s): mirror";

    private readonly string _home = Directory.CreateTempSubdirectory("win back ").FullName;

    public WinbackScriptTests()
    {
        foreach (var file in new[] { "winback", "eng/azure-api/choose" })
            Write(file, Repository.Read(file), executable: true);
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", ".editorconfig", "BannedSymbols.txt", "host.json" })
            Write(file, "");
        Write("src/WinBack.Local/Program.cs", "return 0;");
        Write("eng/azure-api/Some.Azure.Package/Some.Azure.Package.csproj", "<Project />");
        Write("tests/One.Tests/One.Tests.csproj", "<Project />");
        Write("tests/WinBack.Local.Tests/WinBack.Local.Tests.csproj", "<Project />");   // run beside the others
        Write("sdk/dotnet", ScriptedSdk, executable: true);
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [UnixFact]
    public async Task AnyCommand_PassesArgumentsInputAndExitCode()
    {
        var ran = await Run(["why", "a user", "", "*"], input: "typed", ("EXEC_CODE", "7"));
        Assert.Equal("<why><a user><><*>typed", ran.Output);
        Assert.Equal(7, ran.Code);
    }

    [UnixFact]
    public async Task AnyCommand_Again_BuildsOnlyAfterAChange()
    {
        await Run(["demo"]);
        await Run(["demo"]);
        Assert.Equal(1, Calls("build WinBack.Local"));

        Write("src/WinBack.Local/Added.cs", "");
        await Run(["demo"]);
        Assert.Equal(2, Calls("build WinBack.Local"));

        File.Delete(Path.Combine(_home, "src/WinBack.Local/Added.cs"));
        await Run(["demo"]);
        Assert.Equal(3, Calls("build WinBack.Local"));

        File.SetLastWriteTimeUtc(Path.Combine(_home, "host.json"), DateTime.UtcNow.AddMinutes(1));
        await Run(["demo"]);
        Assert.Equal(4, Calls("build WinBack.Local"));
    }

    [UnixFact]
    public async Task AnyCommand_WhenTheBuildFails_SaysWhyAndRunsNothing()
    {
        var ran = await Run(["demo"], "", ("BUILD_CODE", "1"));
        Assert.Equal(1, ran.Code);
        Assert.Contains("error CS0001: told", ran.Error, StringComparison.Ordinal);
        Assert.Contains("the build failed", ran.Error, StringComparison.Ordinal);
        Assert.Equal(0, Calls("exec WinBack.Local.dll"));
    }

    [UnixFact]
    public async Task FirstRun_WithEveryPackage_RemembersNuget()
    {
        var ran = await Run(["demo"]);
        await Run(["demo"]);
        Assert.Contains("Azure packages of this registry", ran.Error, StringComparison.Ordinal);
        Assert.Contains(">nuget<", Read(".azurepackages.props"), StringComparison.Ordinal);
        Assert.Equal(1, Calls("restore WinBack.Functions"));
    }

    [UnixFact]
    public async Task FirstRun_WithoutAnAzurePackage_RemembersTheSubset()
    {
        var ran = await Run(["demo"], "", ("RESTORE_CODE", "1"), ("RESTORE_SAYS", Missing));
        Assert.Equal(0, ran.Code);
        Assert.Contains("lacks 1 Azure packages", ran.Error, StringComparison.Ordinal);
        Assert.Contains(">subset<", Read(".azurepackages.props"), StringComparison.Ordinal);
    }

    [UnixTheory]   // none of these says what the registry has, so nothing may be remembered
    [InlineData("error NU1301: Unable to load the service index for source mirror.")]
    [InlineData("x.csproj : error NU1101: Unable to find package Other.Package. No packages exist with this id in source(s): mirror")]
    [InlineData(Missing + "\nx.csproj : error NU1101: Unable to find package Unknown.Package. No packages exist with this id")]
    [InlineData(Missing + "\nerror NU1301: Unable to load the service index for source mirror.")]
    public async Task FirstRun_WithoutAnAnswer_FailsAndRemembersNothing(string restoreSays)
    {
        var ran = await Run(["demo"], "", ("RESTORE_CODE", "1"), ("RESTORE_SAYS", restoreSays));
        Assert.Equal(1, ran.Code);
        Assert.Contains(restoreSays, ran.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_home, ".azurepackages.props")));
    }

    [UnixTheory]   // per project; there are two. A skipped test is counted but not executed
    [InlineData("total=\"5\" executed=\"4\" passed=\"4\"", "0", "8 passed, 0 failed, 2 skipped", 0)]
    [InlineData("total=\"5\" executed=\"4\" passed=\"3\"", "1", "6 passed, 2 failed, 2 skipped", 1)]
    [InlineData("total=\"2\" executed=\"2\" passed=\"2\"", "1", "4 passed, 2 failed, 0 skipped", 1)]   // broke off after two
    [InlineData("", "1", "0 passed, 2 failed, 0 skipped", 1)]                                          // broke off before any
    [InlineData("total=\"0\" executed=\"0\" passed=\"0\"", "0", "0 passed, 0 failed, 0 skipped", 1)]   // no tests is no success
    public async Task Test_Counters_BecomeOneLastLine(string counters, string testCode, string lastLine, int expectedCode)
    {
        var ran = await Run(["test"], "", ("COUNTERS", counters), ("TEST_CODE", testCode));
        Assert.Equal(lastLine, ran.Output.TrimEnd('\n').Split('\n')[^1]);
        Assert.Equal(expectedCode, ran.Code);
    }

    [UnixFact]
    public async Task Test_WhenTheBuildFails_SaysSoAndTestsNothing()
    {
        var ran = await Run(["test"], "", ("BUILD_CODE", "1"));
        Assert.Equal(1, ran.Code);
        Assert.Contains("the build failed", ran.Error, StringComparison.Ordinal);
        Assert.Equal(0, Calls("test One.Tests.dll"));
    }

    private async Task<(string Output, string Error, int Code)> Run(
        string[] arguments, string input = "", params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Path.Combine(_home, "winback"), arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(_home, "sdk")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["CALLS"] = Path.Combine(_home, "calls");
        start.Environment["RESTORE_SAYS"] = "restored";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (output, await error, process.ExitCode);
    }

    private int Calls(string call) => Read("calls").Split('\n').Count(line => line == call);

    private string Read(string path) => File.ReadAllText(Path.Combine(_home, path));

    private void Write(string path, string text, bool executable = false)
    {
        var full = Path.Combine(_home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        if (executable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
