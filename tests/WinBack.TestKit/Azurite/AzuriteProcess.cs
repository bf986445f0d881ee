using System.Diagnostics;
using System.Globalization;
using WinBack.TestKit.Node;

namespace WinBack.TestKit.Azurite;

/// <summary>
/// Azurite's table service on a free port, with its data in memory. It ends with this object, and with the test process whatever ends
/// that: it watches its standard input.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    // The key of the emulator's one account, the same on every machine and published: no secret.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(10);

    private readonly Process _process;

    private AzuriteProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public string Connection => ConnectionTo(Port);

    public int Id => _process.Id;

    /// <summary>A connection string to the emulator behind a port of this machine, which may be a proxy's.</summary>
    public static string ConnectionTo(int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1;");

    /// <summary>Starts one; installs it before, once per checkout.</summary>
    /// <exception cref="NodeUnavailableException">Node or npm is missing, or npm could not fetch it.</exception>
    public static async Task<AzuriteProcess> StartAsync()
    {
        await NodeProject.Azurite.EnsureInstalledAsync();
        for (var attempt = 1; ; attempt++)
        {
            var process = Process.Start(new ProcessStartInfo("node", "start.cjs")
            {
                WorkingDirectory = NodeProject.Azurite.Directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            if (await PortAsync(process) is { } port)
                return new(process, port);
            await EndAsync(process);
            if (attempt == 3)
                throw new InvalidOperationException("Azurite did not start; run `node start.cjs` in tests/azurite to see why.");
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_process);

    /// <summary>Null when it ended without listening: another process may have taken the port.</summary>
    private static async Task<int?> PortAsync(Process process)
    {
        using var within = new CancellationTokenSource(StartsWithin);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(within.Token) is { } line)
            {
                if (!line.StartsWith("listening on ", StringComparison.Ordinal))
                    continue;
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);   // a full pipe would stop it
                return int.Parse(line["listening on ".Length..], CultureInfo.InvariantCulture);
            }
        }
        catch (OperationCanceledException)
        {
            // It hangs; it is ended, and another started.
        }

        return null;
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
