using System.ComponentModel;
using System.Diagnostics;

namespace WinBack.TestKit.Npm;

/// <summary>What a directory's <c>package.json</c> and its lock file name.</summary>
/// <param name="name">Directory under <c>tests</c>.</param>
public sealed class NpmPackages(string name)
{
    private static readonly TimeSpan InstallsWithin = TimeSpan.FromMinutes(8);

    /// <summary>Azure Storage's emulator.</summary>
    public static NpmPackages Azurite { get; } = new("azurite");

    /// <summary>Segment's official SDK for servers.</summary>
    public static NpmPackages SegmentSdk { get; } = new("segment-sdk");

    private Task? _installed;

    public string Directory { get; } = Path.Combine(Repository.Root, "tests", name);

    /// <summary>Fetches them when they are not there, or not of the version wanted. Test runs side by side wait for each other.</summary>
    /// <exception cref="NpmUnavailableException">Node or npm is missing, or npm could not fetch them.</exception>
    public Task EnsureAsync() => LazyInitializer.EnsureInitialized(ref _installed, InstallAsync);

    // npm writes this file last, as a copy of the lock file.
    private string Stamp => Path.Combine(Directory, "node_modules", ".package-lock.json");

    private bool IsThere => File.Exists(Stamp) && File.GetLastWriteTimeUtc(Stamp) >= File.GetLastWriteTimeUtc(Path.Combine(Directory, "package.json"));

    private async Task InstallAsync()
    {
        await RunAsync("node", "--version", TimeSpan.FromMinutes(1));
        if (IsThere)
            return;
        await using var only = await LockAsync();
        if (IsThere)
            return;
        // Dependencies of Azurite want a newer Node for telemetry that is never sent; their install scripts build nothing that it needs.
        await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci --no-audit --no-fund --ignore-scripts --loglevel=error", InstallsWithin);
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

    private async Task RunAsync(string program, string arguments, TimeSpan within)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception missing)
        {
            throw new NpmUnavailableException($"tests/{name} needs Node.js 20 or later: {program} is not there.", missing);
        }

        using (process)
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            using var limit = new CancellationTokenSource(within);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new NpmUnavailableException($"`{program} {arguments}` in tests/{name} did not end within {within.TotalMinutes} minutes.");
            }

            if (process.ExitCode != 0)
                throw new NpmUnavailableException($"`{program} {arguments}` in tests/{name} failed: {(await errors).Trim()}");
        }
    }
}

/// <summary>What a test needs of npm cannot be had on this machine.</summary>
public sealed class NpmUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
