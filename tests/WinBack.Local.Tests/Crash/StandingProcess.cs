using System.Diagnostics;
using System.Runtime.InteropServices;
using WinBack.CrashHost;

namespace WinBack.Local.Tests.Crash;

/// <summary>
/// A host that stands still at one place after another. There it is stopped by a signal, so that none of its threads runs, and what is on disk is copied:
/// a kill with signal 9 at that moment would leave the very same. Linux only.
/// </summary>
internal sealed class StandingProcess(Process process, string folder)
{
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>The places where it stands still, each with a copy of what it would leave, until it ends by itself. Who takes a copy disposes of it.</summary>
    public async IAsyncEnumerable<(string Where, CrashProcess Left)> StopsAsync()
    {
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(KillSwitch.Stop, StringComparison.Ordinal))
                continue;
            var copy = new CrashProcess();
            Send(Stop);
            while (!IsStopped())
                await Task.Yield();
            // Not by File.Copy, which respects the locks that a kill would have released.
            using (var copying = Process.Start("cp", ["-a", folder + "/.", copy.Folder]))
            {
                await copying.WaitForExitAsync();
                if (copying.ExitCode != 0)
                    throw new InvalidOperationException($"What would be left {line[KillSwitch.Stop.Length..]} could not be copied ({copying.ExitCode}).");
            }

            Send(Continue);
            await process.StandardInput.WriteLineAsync();
            yield return (line[KillSwitch.Stop.Length..], copy);
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The host broke ({process.ExitCode}): {await errors}");
    }

    private void Send(int signal)
    {
        if (Signal(process.Id, signal) != 0)
            throw new InvalidOperationException($"The host takes no signal {signal}.");
    }

    // Each thread by itself: "PID (NAME) STATE …".
    private bool IsStopped() => Directory.EnumerateFiles($"/proc/{process.Id}/task", "stat", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
        .All(file => File.ReadAllText(file) is var stat && stat[stat.LastIndexOf(')')..].StartsWith(") T", StringComparison.Ordinal));

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
