using System.Diagnostics;
using System.Globalization;
using WinBack.CrashHost;
using WinBack.TestKit;

namespace WinBack.Local.Tests.Crash;

/// <summary>Lives of the host as a process of its own, in a folder that outlives it.</summary>
internal sealed class CrashProcess : IDisposable
{
    /// <summary>Exit code of a process that was killed with signal 9.</summary>
    private const int Killed = 137;

    private static readonly string Program = Path.Combine(Repository.Root, "tests/WinBack.CrashHost/bin/Release/net10.0/WinBack.CrashHost.dll");

    public string Folder { get; } = KilledFolder.Create("crash");

    public string Data => Path.Combine(Folder, "data");

    /// <summary>Runs one life to its end.</summary>
    /// <returns>Whether it was killed.</returns>
    public async Task<bool> RunAsync(params string[] stop)
    {
        using var process = Start(["script", Folder, .. stop]);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode is 0 or Killed
            ? process.ExitCode == Killed
            : throw new InvalidOperationException($"The host broke ({process.ExitCode}): {output}{await errors}");
    }

    /// <summary>Runs a life that nothing kills and that can be looked at wherever one could be killed.</summary>
    public async IAsyncEnumerable<(string Where, CrashProcess Left)> StopsAsync()
    {
        using var process = Start(["script", Folder, "everywhere"]);
        try
        {
            await foreach (var stop in new StandingProcess(process, Folder).StopsAsync())
                yield return stop;
        }
        finally
        {
            process.Kill();     // where nobody wants the rest
        }
    }

    /// <summary>
    /// Lives the last life, which nothing kills, in the process of the test: what it starts from is on disk alone, and the code is compiled once for all.
    /// </summary>
    public Task LiveOnAsync() => new ScriptRun(new(Folder, StopAtWrite: null, StopAtCall: null)).RunAsync();

    /// <summary>Starts a host on the real clock; it answers on the address it prints, with the event key beside it.</summary>
    /// <param name="byQueue">Whether events go by way of the queue.</param>
    /// <param name="sharedTables">Connection string of tables that it shares with others; null for its own.</param>
    public async Task<(Process Process, Uri Address, string Key)> ServeAsync(bool byQueue = false, string? sharedTables = null)
    {
        var process = Start([byQueue ? "serveByQueue" : "serve", Folder], sharedTables);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("http", StringComparison.Ordinal))
                continue;
            var parts = line.Split(' ');
            _ = process.StandardOutput.ReadToEndAsync();   // else its log would block it once the pipe is full
            _ = process.StandardError.ReadToEndAsync();
            return (process, new(parts[0]), parts[1]);
        }

        throw new InvalidOperationException($"The host did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Contacts users by one campaign, in step with another process that does the same by another.</summary>
    /// <param name="campaign">Its id.</param>
    /// <param name="users">How many.</param>
    /// <param name="ready">Called once the process could begin; gives the instant at which both do.</param>
    /// <param name="sharedTables">Connection string.</param>
    /// <param name="prefix">Of the tables.</param>
    public async Task RaceAsync(string campaign, int users, Func<Task<DateTimeOffset>> ready, string sharedTables, string prefix)
    {
        using var process = Start(["race", Folder, campaign, users.ToString(CultureInfo.InvariantCulture)], sharedTables, prefix);
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            string? line;
            do
                line = await process.StandardOutput.ReadLineAsync();    // null when it ended
            while (line is not (null or RaceRun.Ready));
            var output = process.StandardOutput.ReadToEndAsync();
            if (line is not null)
                await process.StandardInput.WriteLineAsync((await ready()).ToString("O"));
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"The race broke ({process.ExitCode}): {await output}{await errors}");
        }
        finally
        {
            process.Kill();     // where the other is not there to race with
        }
    }

    /// <summary>Keys of the attempts the provider was called with, in order.</summary>
    public IReadOnlyList<string> Calls()
    {
        var file = Path.Combine(Folder, "calls");
        return File.Exists(file) ? [.. File.ReadAllLines(file).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])] : [];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static Process Start(IEnumerable<string> arguments, string? sharedTables = null, string? prefix = null) => Process.Start(new ProcessStartInfo("dotnet", ["exec", Program, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_CallCountThreshold"] = "1000", ["WINBACK_SHARED_TABLES"] = sharedTables, ["WINBACK_SHARED_PREFIX"] = prefix,
        },
    })!;
}
