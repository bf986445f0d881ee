using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.Docs;

/// <summary>
/// Follows a guide: every block in its order, in one shell, in a directory as empty as a reader's, with the built command line. The host is started
/// where the guide starts it, beside the shell and on a free port.
/// </summary>
internal sealed partial class GuideRun : IDisposable
{
    private const string GuidesPort = "7071";
    private const string Mark = "@@@@ ";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(30);

    // "run" waits for the host and shows what it said; "key" is what the host prints and readers copy.
    private const string Preamble = """
        set -eu -o pipefail
        host=
        stop() { [ -z "$host" ] || { kill "$host"; wait "$host" || true; host=; } }
        trap stop EXIT
        run() {
          stop
          ./winback run --port PORT "$@" >run.log 2>&1 & host=$!
          for _ in $(seq 3000); do
            ! curl -s -f http://127.0.0.1:PORT/api/health >health.log || break
            kill -0 "$host" || { cat run.log >&2; exit 1; }
            sleep 0.2
          done
          cat run.log
        }
        key() { sed -nE 's/.*"EventKey":"([^"]*)".*/\1/p' .winback/secrets.json; }

        """;

    private static int _ports;

    private readonly string _folder = Directory.CreateTempSubdirectory("guide ").FullName;
    private readonly string _port = FreePort();

    public GuideRun()
    {
        Directory.CreateDirectory(In("campaigns"));
        foreach (var campaign in Repository.Files("campaigns", "*.yaml"))
            File.Copy(Path.Combine(Repository.Root, campaign), In(campaign));
        var program = Path.Combine(Repository.Root, "src/WinBack.Local/bin/Release/net10.0/WinBack.Local.dll");
        Add("winback", $"#!/usr/bin/env bash\nexec dotnet exec '{program}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(In("winback"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Add("local.settings.sample.json", Repository.Read("local.settings.sample.json"));
    }

    /// <summary>Puts a file where the guide is followed.</summary>
    public void Add(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        File.WriteAllText(In(name), text);
    }

    /// <summary>Changes a file there.</summary>
    public void Replace(string name, string old, string with)
    {
        var text = File.ReadAllText(In(name));
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(In(name), text.Replace(old, with, StringComparison.Ordinal));
    }

    /// <summary>Makes what npm would fetch come from where it was fetched to.</summary>
    public void Link(string name, string target) => Directory.CreateSymbolicLink(In(name), target);

    /// <summary>Runs a guide and holds what it prints against what the guide shows.</summary>
    public async Task FollowAsync(string document)
    {
        List<(string Where, Transcript Step)> steps = [];
        foreach (var block in GuideBlock.Of(document).Where(block => block.Needs is null))
        {
            if (block.Language == "js")
                Add(ScriptName().Match(block.Text) is { Success: true } named ? named.Groups[1].Value : throw new FormatException($"{block}: the first line names no file."), block.Text);
            else if (block.Language == "bash")
                steps.Add((block.ToString(), new(block.Text, "")));
            else if (block.IsTranscript)
                steps.AddRange(Transcript.Of(block).Select(step => (block.ToString(), step)));
        }

        var startsHost = steps.Any(step => step.Step.Command.StartsWith("./winback run", StringComparison.Ordinal));
        var output = await ShellAsync(Script(steps.ConvertAll(step => step.Step.Command), startsHost), place => steps[place].Where);
        for (var i = 0; i < steps.Count; i++)
        {
            var missing = steps[i].Step.MissingFrom(output[i]);
            Assert.True(missing is null, $"{steps[i].Where}: `{steps[i].Step.Command}` does not print `{missing}` but:\n{output[i]}");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Script(List<string> commands, bool startsHost)
    {
        var script = new StringBuilder(Preamble);
        if (!startsHost)
            script.AppendLine("run >/dev/null");
        for (var i = 0; i < commands.Count; i++)
            script.Append(CultureInfo.InvariantCulture, $"printf '\\n{Mark}{i}\\n'\n{Here(commands[i])}\n");
        return script.Replace("PORT", _port).ToString();
    }

    private string Here(string command) => command
        .Replace("127.0.0.1:" + GuidesPort, "127.0.0.1:" + _port, StringComparison.Ordinal)
        .Replace("x-winback-key: KEY\"", "x-winback-key: $(key)\"", StringComparison.Ordinal)
        .Replace("./winback run", "run", StringComparison.Ordinal)
        .Replace("npm install", ": npm install", StringComparison.Ordinal);

    private async Task<string[]> ShellAsync(string script, Func<int, string> where)
    {
        File.WriteAllText(In("guide.sh"), script);
        using var shell = Process.Start(new ProcessStartInfo("bash", ["guide.sh"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" },       // each command ends soon
        })!;
        var errors = shell.StandardError.ReadToEndAsync();
        var printed = shell.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Within);
        try
        {
            await shell.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
        }

        var text = (await printed).Replace("127.0.0.1:" + _port, "127.0.0.1:" + GuidesPort, StringComparison.Ordinal);
        string[] parts = [.. Regex.Split(text, $@"\n{Mark}\d+\n").Skip(1)];
        Assert.True(shell.ExitCode == 0, $"{(parts.Length > 0 ? where(parts.Length - 1) : "The host")} ended with {shell.ExitCode}: {await errors}\n{parts.LastOrDefault()}");
        return parts;
    }

    private string In(string name) => Path.Combine(_folder, name);

    // Below those that systems hand out by themselves: nobody is given it between this look and the start of the host.
    private static string FreePort()
    {
        while (true)
        {
            var port = 20_000 + (((Environment.ProcessId * 50) + Interlocked.Increment(ref _ports)) % 10_000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port.ToString(CultureInfo.InvariantCulture);
            }
            catch (SocketException)
            {
                // Taken: the next.
            }
        }
    }

    [GeneratedRegex(@"^// (\S+\.mjs)\n")]
    private static partial Regex ScriptName();
}
