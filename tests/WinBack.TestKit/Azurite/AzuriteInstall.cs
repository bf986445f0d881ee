using System.ComponentModel;
using System.Diagnostics;

namespace WinBack.TestKit.Azurite;

/// <summary>The emulator in <c>tests/azurite</c>, as <c>package.json</c> and its lock file name it.</summary>
internal static class AzuriteInstall
{
    private static readonly TimeSpan InstallsWithin = TimeSpan.FromMinutes(8);
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    public static string Directory { get; } = Path.Combine(Repository.Root, "tests", "azurite");

    /// <summary>Fetches it when it is not there, or not of the version wanted. Test runs side by side wait for each other.</summary>
    public static Task EnsureAsync() => Installed.Value;

    // npm writes this file last, as a copy of the lock file.
    private static string Stamp => Path.Combine(Directory, "node_modules", ".package-lock.json");

    private static bool IsThere => File.Exists(Stamp) && File.GetLastWriteTimeUtc(Stamp) >= File.GetLastWriteTimeUtc(Path.Combine(Directory, "package.json"));

    private static async Task InstallAsync()
    {
        await RunAsync("node", "--version", TimeSpan.FromMinutes(1));
        if (IsThere)
            return;
        await using var only = await LockAsync();
        if (IsThere)
            return;
        // Its own dependencies want a newer Node for telemetry that is never sent; their install scripts build nothing that it needs.
        await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci --no-audit --no-fund --ignore-scripts --loglevel=error", InstallsWithin);
        File.SetLastWriteTimeUtc(Stamp, DateTime.UtcNow);
    }

    private static async Task<FileStream> LockAsync()
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

    private static async Task RunAsync(string program, string arguments, TimeSpan within)
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
            throw new AzuriteUnavailableException($"Azurite needs Node.js 20 or later: {program} is not there.", missing);
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
                throw new AzuriteUnavailableException($"`{program} {arguments}` in tests/azurite did not end within {within.TotalMinutes} minutes.");
            }

            if (process.ExitCode != 0)
                throw new AzuriteUnavailableException($"`{program} {arguments}` in tests/azurite failed: {(await errors).Trim()}");
        }
    }
}
