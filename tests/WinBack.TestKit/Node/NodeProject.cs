using System.ComponentModel;
using System.Diagnostics;

namespace WinBack.TestKit.Node;

/// <summary>A folder under <c>tests</c> with programs for Node.js, and what they need as <c>package.json</c> and its lock file name it.</summary>
public sealed class NodeProject
{
    private static readonly TimeSpan InstallsWithin = TimeSpan.FromMinutes(15);

    private readonly string _name;
    private readonly Lazy<Task> _installed;

    /// <param name="folder">Name of the folder.</param>
    public NodeProject(string folder)
    {
        _name = folder;
        Directory = Path.Combine(Repository.Root, "tests", folder);
        _installed = new(InstallAsync);
    }

    /// <summary>The emulator of Azure's tables.</summary>
    public static NodeProject Azurite { get; } = new("azurite");

    /// <summary>The official Segment SDK.</summary>
    public static NodeProject Segment { get; } = new("segment");

    /// <summary>Drives a browser.</summary>
    public static NodeProject Browser { get; } = new("browser");

    /// <summary>Absolute path.</summary>
    public string Directory { get; }

    // npm writes this file last, as a copy of the lock file.
    private string Stamp => Path.Combine(Directory, "node_modules", ".package-lock.json");

    private bool IsThere => File.Exists(Stamp) && File.GetLastWriteTimeUtc(Stamp) >= File.GetLastWriteTimeUtc(Path.Combine(Directory, "package.json"));

    /// <summary>Fetches what is needed when it is not there, or not of the version wanted. Test runs side by side wait for each other.</summary>
    /// <exception cref="NodeUnavailableException">Node or npm is missing, or npm could not fetch it.</exception>
    public Task EnsureInstalledAsync() => _installed.Value;

    /// <summary>Runs one of its programs to the end.</summary>
    /// <exception cref="NodeUnavailableException">Node is missing, or something could not be fetched.</exception>
    public async Task<NodeRun> RunAsync(string script, IEnumerable<string> arguments, TimeSpan within)
    {
        await EnsureInstalledAsync();
        return await StartAsync("node", [script, .. arguments], within);
    }

    private async Task InstallAsync()
    {
        await SucceedAsync("node", ["--version"], TimeSpan.FromMinutes(10));
        if (IsThere)
            return;
        await using var only = await LockAsync();
        if (IsThere)
            return;
        // Install scripts build nothing that is needed here.
        await SucceedAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], InstallsWithin);
        File.SetLastWriteTimeUtc(Stamp, DateTime.UtcNow);
    }

    private async Task<FileStream> LockAsync()
    {
        using var within = new CancellationTokenSource(InstallsWithin);
        while (true)
        {
            try
            {
                return new FileStream(
                    Path.Combine(Directory, ".install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), within.Token);
            }
        }
    }

    private async Task SucceedAsync(string program, IReadOnlyList<string> arguments, TimeSpan within)
    {
        var run = await StartAsync(program, arguments, within);
        if (run.ExitCode != 0)
            throw new NodeUnavailableException($"`{program} {string.Join(' ', arguments)}` in tests/{_name} failed: {run.Errors.Trim()}");
    }

    private async Task<NodeRun> StartAsync(string program, IReadOnlyList<string> arguments, TimeSpan within)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new NodeUnavailableException($"`{program} {string.Join(' ', arguments)}` in tests/{_name} did not end within {within.TotalMinutes} minutes.");
        }

        return new(process.ExitCode, await output, await errors);
    }

    private Process Start(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception missing)
        {
            throw new NodeUnavailableException($"tests/{_name} needs Node.js 20 or later: {program} is not there.", missing);
        }
    }
}

/// <summary>How a program ended, and what it said.</summary>
public sealed record NodeRun(int ExitCode, string Output, string Errors);

/// <summary>There is no Node.js on this machine, or what runs on it cannot be had.</summary>
public sealed class NodeUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
